import type { IntegrationSettings } from '../../domain/integrationSettings';
import type { ServiceNowError } from '../../servicenow/ServiceNowError';

/*
 * What to do when an instance cannot be reached or refuses to sign us in: this depends on how the integration is set
 * up, which the transport does not know.
 */

/** Nobody we trust has signed the certificate of the instance. */
const UNTRUSTED =
  /SELF_SIGNED|UNABLE_TO_GET_ISSUER|UNABLE_TO_VERIFY|CERT_UNTRUSTED|DEPTH_ZERO/;

/** What to do when there is no answer; ServiceNow's error says it where we know no better. */
export function connectionRemedy(
  settings: Pick<IntegrationSettings, 'tls' | 'proxy' | 'instanceUrl'>,
  error: ServiceNowError,
): string {
  const { tls, proxy, instanceUrl } = settings;
  const { code } = (error.cause ?? {}) as { code?: unknown };
  if (tls?.ca && typeof code === 'string' && UNTRUSTED.test(code)) {
    return 'Check tls.ca: the authority in it is not the one that issued the certificate of the instance, or the certificate of an authority in between is missing.';
  }
  if (proxy && (error.kind === 'Unreachable' || error.kind === 'Timeout')) {
    return `Check proxy.url, proxy.username and proxy.password, and that the proxy lets this portal reach ${
      new URL(instanceUrl).host
    }.`;
  }
  return error.remedy;
}

/** What to do when the account is refused, by the way to sign in. */
export function credentialRemedy(
  settings: Pick<IntegrationSettings, 'auth'>,
  error: ServiceNowError,
): string {
  const { auth } = settings;
  switch (auth.type) {
    case 'basic':
      return `Check auth.username and auth.password, that ${auth.username} is active and not locked out, and that it is marked "Web service access only" or has the role snc_basic_auth_api_access.`;
    case 'oauth-client-credentials':
      return 'Check auth.client_id and auth.client_secret. In the application registry of ServiceNow the client must be active and have an "OAuth Application User" that is active, and the property glide.oauth.inbound.client.credential.grant_type.enabled must be true.';
    case 'oauth-password':
      return `Check auth.client_id and auth.client_secret (the client must be active in the application registry of ServiceNow), then auth.username and auth.password (${auth.username} must be active and not locked out). ServiceNow answers the same to each of these mistakes.`;
    case 'oauth-authorization-code':
      return 'Authorize the connection again. If that does not help, check that the client is active in the application registry of ServiceNow, and that whoever authorized it is active and not locked out.';
    case 'api-key':
      return 'Check auth.api_key. In ServiceNow the key must be active and not expired, and an API access policy must let the key authenticate for the Table API.';
    case 'client-certificate':
      return 'Check tls.certificate and tls.key. In ServiceNow the certificate must be uploaded and mapped to an active user, and its authority be trusted.';
    default:
      return error.remedy;
  }
}
