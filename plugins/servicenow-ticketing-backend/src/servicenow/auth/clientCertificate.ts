import type { Authenticator } from './Authenticator';

/**
 * The connection itself says who calls: the agent shows the client certificate, and headers of other kinds of
 * sign-in would go before it.
 * @internal
 */
export function clientCertificateAuth(): Authenticator {
  return {
    headers: async () => ({}),
    refusalRemedy:
      'Check tls.certificate and tls.key of the integration: in ServiceNow certificate-based authentication must be on, the authority of the certificate trusted, and the certificate mapped to an active user.',
  };
}
