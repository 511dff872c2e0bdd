import { createSecretKey, KeyObject } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import { readCertificate } from '../certificates/readCertificate';
import type { Instance } from '../engine/Instance';
import type { Row } from '../engine/types';
import { isUsable, sessionOf } from '../http/sessions';
import { GrantRequest, ownerOf } from './grantRequest';
import type { TokenAnswer } from './tokens';

const ADMIN = 'admin';

/** The keys a client's tokens may be signed with: those of the key identifier when the token names one. */
function keysOf(
  instance: Instance,
  client: Row,
  keyId: string | undefined,
): KeyObject[] {
  return instance.store
    .rows('jwt_verifier_map')
    .filter(
      map =>
        map.oauth_jwt === client.sys_id &&
        (keyId === undefined || map.kid === keyId),
    )
    .flatMap(map => {
      const certificate = readCertificate(
        instance.store.get('sys_certificate', map.sys_certificate)?.row
          .pem_certificate,
      );
      if (certificate) {
        return [certificate.publicKey];
      }
      return map.shared_key
        ? [createSecretKey(Buffer.from(map.shared_key))]
        : [];
    });
}

async function verify({ instance, client, form }: GrantRequest) {
  const assertion = form.get('assertion') ?? '';
  const { kid } = decodeProtectedHeader(assertion);
  for (const key of keysOf(instance, client, kid)) {
    try {
      const { payload } = await jwtVerify(assertion, key, {
        audience: client.client_id,
        issuer: client.client_id,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: Number(client.clock_skew || '0'),
        currentDate: new Date(instance.clock.now()),
      });
      return payload;
    } catch {
      // Another key may fit.
    }
  }
  return undefined;
}

/**
 * The jwt-bearer grant: a token the client signed stands for the user its `sub` names. An administrator cannot be had so.
 *
 * @internal
 */
export async function byJwtBearer(
  request: GrantRequest,
): Promise<TokenAnswer | undefined> {
  const { instance, tokens, client } = request;
  if (client.sys_class_name !== 'oauth_jwt') {
    return undefined;
  }
  let payload: JWTPayload | undefined;
  try {
    payload = await verify(request);
  } catch {
    return undefined;
  }
  const subject = payload?.sub?.toLowerCase();
  const field = client.user_field || 'email';
  const user = subject
    ? instance.store
        .rows('sys_user')
        .find(row => row[field]?.toLowerCase() === subject)
    : undefined;
  return isUsable(user) && !sessionOf(instance, user).roles.has(ADMIN)
    ? tokens.issue(ownerOf(client, user.user_name), 'none')
    : undefined;
}
