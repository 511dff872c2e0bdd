import type { Instance } from '../engine/Instance';
import type { Row } from '../engine/types';
import type { TokenOwner, TokenStore } from './tokens';

/** What a grant is asked for with: the client has proved itself, the form holds the rest. @internal */
export interface GrantRequest {
  instance: Instance;
  tokens: TokenStore;
  client: Row;
  form: URLSearchParams;
}

/** Whom a token of that client is for, and how long it lives. @internal */
export function ownerOf(client: Row, userName: string): TokenOwner {
  return {
    clientId: client.client_id,
    userName,
    accessSeconds: Number(client.access_token_lifespan),
    refreshSeconds: Number(client.refresh_token_lifespan),
  };
}
