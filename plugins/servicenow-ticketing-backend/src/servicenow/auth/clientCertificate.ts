import type { Authenticator } from './Authenticator';

/**
 * The connection itself says who calls: the agent shows the client certificate, and headers of other kinds of
 * sign-in would go before it.
 * @internal
 */
export function clientCertificateAuth(): Authenticator {
  return { headers: async () => ({}) };
}
