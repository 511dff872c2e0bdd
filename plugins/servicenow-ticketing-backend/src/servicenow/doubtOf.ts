import type { Doubt, ServiceNowError } from './ServiceNowError';

/** Failures of a connection that was never made. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/**
 * Whether a write that was sent and failed may have been carried out; `undefined` when it was not. ServiceNow answers
 * when its transaction is over. Where the answer is that of a gateway, or there is none, it may still be at work.
 * @internal
 */
export function doubtOf(error: ServiceNowError): Doubt | undefined {
  switch (error.kind) {
    case 'Timeout':
    case 'Aborted':
      return 'running';
    case 'Unreachable': {
      const { code } = (error.cause ?? {}) as { code?: string };
      return error.status !== undefined || NEVER_CONNECTED.has(code ?? '')
        ? undefined
        : 'running';
    }
    case 'Server':
      return error.isOwnAnswer || error.status === 500 ? 'ended' : 'running';
    case 'BrokenAnswer':
    case 'NotServiceNow':
    case 'Asleep':
      return 'ended';
    default:
      return undefined;
  }
}
