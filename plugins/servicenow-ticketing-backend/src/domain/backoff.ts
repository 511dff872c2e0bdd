/** How long to wait between tries. Times in milliseconds. @internal */
export interface BackoffPolicy {
  /** Wait after the first try. */
  initial: number;
  /** Longest wait between two tries. */
  maximum: number;
}

/** Longest wait that a `Retry-After` may ask for: ServiceNow's rate limits are hourly. */
const MAX_RETRY_AFTER = 60 * 60 * 1000;

/**
 * How long to wait before the next try, in milliseconds: doubles with every try up to the maximum, half of it
 * by chance so that tickets which failed together do not come back together. A `retryAfter` of ServiceNow wins
 * where it is longer.
 * @internal
 */
export function backoffDelay(
  policy: BackoffPolicy,
  attempt: { number: number; retryAfter?: number; random: number },
): number {
  const ceiling = Math.min(
    policy.maximum,
    policy.initial * 2 ** Math.min(attempt.number - 1, 30),
  );
  const delay = ceiling / 2 + (ceiling / 2) * attempt.random;
  const asked = Math.min(attempt.retryAfter ?? 0, MAX_RETRY_AFTER);
  return Math.round(Math.max(delay, asked));
}

/**
 * How long to wait before our own database is asked again, in milliseconds; doubles with every failure.
 * @internal
 */
export function retryWait(
  policy: { first: number; maximum: number },
  failures: number,
): number {
  return Math.min(
    policy.maximum,
    policy.first * 2 ** Math.min(failures - 1, 30),
  );
}
