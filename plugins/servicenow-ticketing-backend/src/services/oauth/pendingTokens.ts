import type { IssuedTokens } from '../../servicenow/auth/tokenEndpoint';
import type { TokenStorage } from '../../servicenow/auth/TokenStorage';

/**
 * Tokens that belong to no integration yet, for trying them out. They are never refreshed: the refresh token must
 * still be good when the integration is saved.
 * @internal
 */
export function pendingTokens({
  accessToken,
  issuedAt,
  expiresAt,
}: IssuedTokens): TokenStorage {
  return {
    load: async () => ({
      tokens: { accessToken, issuedAt, expiresAt },
      version: 0,
    }),
    lease: async () => false,
    save: async () => false,
    release: async () => undefined,
  };
}
