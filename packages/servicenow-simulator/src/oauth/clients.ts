import type { Instance } from '../engine/Instance';
import type { Row } from '../engine/types';

/** The registered application with that identifier, if it is active. @internal */
export function findClient(
  instance: Instance,
  clientId: string,
): Row | undefined {
  return instance.store
    .find('oauth_entity', 'client_id', clientId)
    .find(row => row.active !== 'false');
}

/** Whether the secret fits; a public client has none and proves itself by PKCE. @internal */
export function isClientSecret(client: Row, secret: string): boolean {
  return client.public_client === 'true' && secret === ''
    ? true
    : Boolean(client.client_secret) && client.client_secret === secret;
}

/** Whether a client may have people sent back to that address. @internal */
export function isRedirectAllowed(client: Row, redirectUri: string): boolean {
  return client.redirect_url
    .split(/[\s,]+/)
    .some(allowed => allowed === redirectUri);
}
