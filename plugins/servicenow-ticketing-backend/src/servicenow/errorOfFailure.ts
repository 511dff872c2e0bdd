import { errorOfConnection } from './errorOfConnection';
import { ANSWER_TOO_LARGE } from './http/sendRequest';
import { isServiceNowError, ServiceNowError } from './ServiceNowError';

const REASONS: Partial<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ENOTFOUND: 'there is no host of this name',
  EAI_AGAIN: 'its name could not be looked up',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to the host',
  ETIMEDOUT: 'the connection took too long',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak https on this port',
};

/**
 * What it means that there is no answer at all.
 * @internal
 */
export function errorOfFailure(
  cause: unknown,
  call: { instanceUrl: string; timedOutAfter?: number },
): ServiceNowError {
  const { instanceUrl, timedOutAfter } = call;
  if (isServiceNowError(cause)) {
    return cause;
  }
  if (codeOf(cause) === ANSWER_TOO_LARGE) {
    return new ServiceNowError({
      kind: 'BrokenAnswer',
      what: `The answer of ${instanceUrl} is larger than any this portal asks for`,
      remedy:
        'Check that the instance URL is that of the ServiceNow instance itself, and that no description or attachment in it is of extreme size.',
      retryable: true,
      cause,
    });
  }
  if (timedOutAfter !== undefined) {
    return new ServiceNowError({
      kind: 'Timeout',
      what: `ServiceNow does not answer: ${instanceUrl} took longer than ${Math.max(
        1,
        Math.round(timedOutAfter / 1000),
      )} s`,
      remedy:
        'Check that the instance is up and that no firewall stands between it and the portal.',
      retryable: true,
      cause,
    });
  }
  const advised = errorOfConnection(cause, instanceUrl);
  if (advised) {
    return advised;
  }
  const code = codeOf(cause);
  if (code.startsWith('Z_')) {
    return new ServiceNowError({
      kind: 'BrokenAnswer',
      what: `The answer of ${instanceUrl} cannot be unpacked`,
      remedy:
        'This is often over soon; if not, ask about proxies between the portal and the instance.',
      retryable: true,
      cause,
    });
  }
  return new ServiceNowError({
    kind: 'Unreachable',
    what: `ServiceNow does not answer: ${REASONS[code] ?? `${code}`} (${
      new URL(instanceUrl).host
    })`,
    remedy:
      !REASONS[code] && /CERT|SSL|TLS/.test(code)
        ? 'Check the certificate of the instance, and tls of the integration.'
        : 'Check the instance URL in the configuration and that the portal may reach it (firewall, proxy, DNS).',
    retryable: true,
    cause,
  });
}

function codeOf(cause: unknown): string {
  const code = (cause as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : 'the connection failed';
}
