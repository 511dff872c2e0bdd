import type { IntegrationSettings } from '../../domain/integrationSettings';
import type { ServiceNowError } from '../../servicenow/ServiceNowError';

/** Nobody we trust has signed the certificate of the instance. */
const UNTRUSTED =
  /SELF_SIGNED|UNABLE_TO_GET_ISSUER|UNABLE_TO_VERIFY|CERT_UNTRUSTED|DEPTH_ZERO/;

/**
 * What to do when there is no answer. This depends on how the integration is set up; the error says it where we know
 * no better.
 */
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
