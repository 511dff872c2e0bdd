import type { ServiceNowError, ServiceNowErrorKind } from '../ServiceNowError';

/*
 * Which calls are sent again at once. Reads are, because they change nothing; writes never are: a write whose answer
 * was lost may have been done, and only the outbox knows how to find out.
 */

const MAX_READ_RETRIES = 2;
const READ_RETRY_DELAY = 250;
/** A read that must wait longer than this fails at once: somebody is waiting for it. */
const MAX_READ_RETRY_WAIT = 2_000;

/** Refused credentials, a sleeping instance or a hanging one do not get better within a second. */
const WORTH_RETRYING_SOON: ReadonlySet<ServiceNowErrorKind> = new Set([
  'Server',
  'BrokenAnswer',
  'RateLimit',
  'Unreachable',
]);

/**
 * Milliseconds to wait before a call is sent again; `undefined` when it is not.
 * @internal
 */
export function retryDelay(
  error: ServiceNowError,
  call: { method: string; retries: number },
): number | undefined {
  const { method, retries } = call;
  if (
    method !== 'GET' ||
    retries >= MAX_READ_RETRIES ||
    !error.retryable ||
    !WORTH_RETRYING_SOON.has(error.kind)
  ) {
    return undefined;
  }
  const wait = error.retryAfter ?? READ_RETRY_DELAY * 2 ** retries;
  return wait <= MAX_READ_RETRY_WAIT ? wait : undefined;
}
