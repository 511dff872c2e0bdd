/**
 * What can go wrong. "Before commit" means nothing was changed; "after commit" means the change was made and only the
 * answer is lost. `expired_token` ends the life of the bearer token a request comes with; `clock_skew` makes the instance
 * tell a wrong time.
 *
 * @public
 */
export const FAULT_KINDS = [
  'latency',
  'unauthorized',
  'expired_token',
  'forbidden_acl',
  'forbidden_api',
  'forbidden_scope',
  'forbidden_query',
  'not_found',
  'rate_limited',
  'error_before_commit',
  'error_after_commit',
  'bad_gateway',
  'unavailable',
  'reset_before_commit',
  'reset_after_commit',
  'hang_before_commit',
  'hang_after_commit',
  'hibernating',
  'login_page',
  'broken_json',
  'truncated',
  'clock_skew',
] as const;

/** @public */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** One thing that goes wrong, and for which requests. @public */
export interface Fault {
  kind: FaultKind;
  /** Only requests of this method. */
  method?: string;
  /** Only requests whose path with query matches this regular expression. */
  path?: string;
  /** Only requests with a bearer token, with basic auth, or with neither. */
  auth?: 'bearer' | 'basic' | 'none';
  /** Let this many matching requests pass first. */
  skip?: number;
  /** Stop after this many; forever unless told. */
  times?: number;
  /** From 0 to 1; 1 unless told. Drawn from the plan's seed. */
  probability?: number;
  /** For latency: how long to wait. For clock_skew: how far the `Date` of the answer is ahead, or behind when negative. */
  milliseconds?: number;
  /** For rate_limited and unavailable: what `Retry-After` says, in seconds. */
  retryAfter?: number;
}
