import type { Authenticator } from './Authenticator';

/**
 * A key of ServiceNow's REST API Key table, in the header that its "API Key" authentication profile reads.
 * @internal
 */
export function apiKeyAuth(apiKey: string): Authenticator {
  return {
    headers: async () => ({ 'x-sn-apikey': apiKey }),
    refusalRemedy:
      'Check the API key: in ServiceNow it must be active and not expired, its user be active, and an API access policy let keys sign in to the Table API.',
  };
}
