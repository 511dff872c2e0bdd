import type { Authenticator } from './Authenticator';

/**
 * HTTP basic authentication with the service account's name and password.
 * @internal
 */
export function basicAuth(account: {
  username: string;
  password: string;
}): Authenticator {
  const token = Buffer.from(
    `${account.username}:${account.password}`,
    'utf8',
  ).toString('base64');
  return { headers: async () => ({ Authorization: `Basic ${token}` }) };
}
