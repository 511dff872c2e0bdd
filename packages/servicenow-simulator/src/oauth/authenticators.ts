import type { Instance } from '../engine/Instance';
import { Authenticator } from '../http/authenticate';
import { findUser, isUsable, sessionOf } from '../http/sessions';
import { TokenStore } from './tokens';

/** An access token in the header `Authorization`. @internal */
export const BEARER = /^Bearer\s+(.+)$/i;

function sessionOfUser(instance: Instance, userName: string | undefined) {
  const user =
    userName === undefined ? undefined : findUser(instance, userName);
  return isUsable(user) ? sessionOf(instance, user) : undefined;
}

/** `Authorization: Bearer …` with an access token of this instance. @internal */
export function bearerAuthenticator(
  instance: Instance,
  tokens: TokenStore,
): Authenticator {
  return req => {
    const match = BEARER.exec(req.headers.authorization ?? '');
    return match
      ? sessionOfUser(instance, tokens.userOf(match[1].trim()))
      : undefined;
  };
}

/** `x-sn-apikey: …` with a key of the table `api_key`. @internal */
export function apiKeyAuthenticator(instance: Instance): Authenticator {
  return req => {
    const key = req.get('x-sn-apikey');
    const record = key
      ? instance.store
          .rows('api_key')
          .find(row => row.token === key && row.active !== 'false')
      : undefined;
    const user = record && instance.store.get('sys_user', record.user)?.row;
    return sessionOfUser(instance, user?.user_name);
  };
}
