import type { Authenticator } from './Authenticator';

/**
 * A key of ServiceNow's REST API Key table, in the header that its "API Key" authentication profile reads.
 * @internal
 */
export function apiKeyAuth(apiKey: string): Authenticator {
  return { headers: async () => ({ 'x-sn-apikey': apiKey }) };
}
