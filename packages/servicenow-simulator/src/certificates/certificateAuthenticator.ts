import type { Request } from 'express';
import { TLSSocket } from 'node:tls';
import type { Instance } from '../engine/Instance';
import type { Authenticator } from '../http/authenticate';
import { isUsable, sessionOf } from '../http/sessions';
import { readCertificate } from './readCertificate';

/** The certificate the client proved to own, if an authority that is trusted signed it. */
function trustedCertificate(req: Request): Buffer | undefined {
  const { socket } = req;
  return socket instanceof TLSSocket && socket.authorized
    ? socket.getPeerCertificate().raw
    : undefined;
}

/**
 * Certificate-based authentication: a client certificate stands for the user `sys_user_certificate` maps it to. It goes
 * before other credentials, as some clients send empty ones along.
 *
 * @internal
 */
export function certificateAuthenticator(instance: Instance): Authenticator {
  return req => {
    const shown = trustedCertificate(req);
    const mapping =
      shown &&
      instance.store
        .rows('sys_user_certificate')
        .find(
          row =>
            row.active !== 'false' &&
            readCertificate(row.pem_certificate)?.raw.equals(shown),
        );
    const user = mapping && instance.store.get('sys_user', mapping.user)?.row;
    return isUsable(user) ? sessionOf(instance, user) : undefined;
  };
}
