import type { IntegrationAuthType } from 'backstage-plugin-servicenow-ticketing-common';
import type { TextPath } from './connectionValues';

/** The inputs of every way to sign in, in the order they are asked for. */
export const AUTH_FIELDS: Record<IntegrationAuthType, TextPath[]> = {
  basic: ['auth.username', 'auth.password'],
  'oauth-client-credentials': ['auth.client_id', 'auth.client_secret'],
  'oauth-authorization-code': ['auth.client_id', 'auth.client_secret'],
  'oauth-password': [
    'auth.client_id',
    'auth.client_secret',
    'auth.username',
    'auth.password',
  ],
  'api-key': ['auth.api_key'],
  'client-certificate': ['tls.certificate', 'tls.key', 'tls.passphrase'],
};

/** The inputs whose values are never shown and never come back. */
export const SECRET_FIELDS: readonly TextPath[] = [
  'auth.credentials',
  'auth.password',
  'auth.client_secret',
  'auth.api_key',
  'tls.key',
  'tls.passphrase',
  'proxy.password',
];

const OPTIONAL_SECRETS: readonly TextPath[] = ['tls.passphrase'];

/** Whether a way to sign in does not work without this input. */
export function isAuthFieldRequired(
  path: TextPath,
  type: IntegrationAuthType,
): boolean {
  // Without a secret the client is a public one.
  const isPublicClient =
    type === 'oauth-authorization-code' && path === 'auth.client_secret';
  return !isPublicClient && !OPTIONAL_SECRETS.includes(path);
}
