import { z } from 'zod';
import type { IntegrationSettings } from '../../domain/integrationSettings';
import type { IssuedTokens } from '../../servicenow/auth/tokenEndpoint';
import type { SecretBox } from '../SecretBox';

/** For whom tokens are: they are never sent to another instance, nor with another client. @internal */
export interface TokenOwner {
  instanceUrl: string;
  clientId: string;
}

const date = z.iso.datetime().transform(value => new Date(value));

/** What is encrypted. */
const sealedTokens = z.object({
  instanceUrl: z.string(),
  clientId: z.string(),
  accessToken: z.string(),
  refreshToken: z.string().optional(),
  issuedAt: date,
  expiresAt: date,
});

/** `undefined` for settings that do without authorization codes. @internal */
export function ownerOf(
  settings: Pick<IntegrationSettings, 'instanceUrl' | 'auth'>,
): TokenOwner | undefined {
  const { auth, instanceUrl } = settings;
  return auth.type === 'oauth-authorization-code'
    ? { instanceUrl, clientId: auth.client_id }
    : undefined;
}

/** @internal */
export function isSameOwner(
  one: TokenOwner,
  other: TokenOwner | undefined,
): boolean {
  return (
    one.instanceUrl === other?.instanceUrl && one.clientId === other.clientId
  );
}

/** @internal */
export function sealTokens(
  box: SecretBox,
  owner: TokenOwner,
  tokens: IssuedTokens,
): string {
  return box.encrypt(JSON.stringify({ ...tokens, ...owner }));
}

/**
 * @throws DecryptionError when they cannot be read.
 * @internal
 */
export function openTokens(
  box: SecretBox,
  sealed: string,
): { owner: TokenOwner; tokens: IssuedTokens } {
  const { instanceUrl, clientId, ...tokens } = sealedTokens.parse(
    JSON.parse(box.decrypt(sealed)),
  );
  return { owner: { instanceUrl, clientId }, tokens };
}
