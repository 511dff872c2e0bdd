import type { RequestHandler, Response } from 'express';
import { Refusal } from '../engine/refusals';
import { stableSysId } from '../engine/sysId';
import type { Clock, Session } from '../engine/types';

const HOUR_MS = 3_600_000;

/** A rule on inbound requests: so many an hour for each user. @public */
export interface RateLimit {
  /** Requests an hour. */
  limit: number;
}

/** Sets the headers of a 429 and gives its body. @internal */
export function rateLimitRefusal(
  res: Response,
  facts: { limit: number; retryAfterSeconds: number; now: number },
): Refusal {
  const { limit, retryAfterSeconds, now } = facts;
  res.set({
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Reset': String(Math.floor(now / 1000) + retryAfterSeconds),
    'X-RateLimit-Rule': stableSysId('sys_rate_limit_rules', 'Table API'),
    'Retry-After': String(retryAfterSeconds),
  });
  return new Refusal(
    429,
    'Rate limit exceeded',
    `Rate limit of ${limit} requests per hour for Table API exceeded`,
  );
}

/** Counts requests per user and clock hour and refuses those beyond the limit. @internal */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #counts = new Map<string, { hour: number; count: number }>();
  #limit: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Undefined lifts the limit. */
  setLimit(rule: RateLimit | undefined): void {
    this.#limit = rule?.limit;
    this.#counts.clear();
  }

  /** Mounted behind authentication. */
  readonly middleware: RequestHandler = (_req, res, next) => {
    if (this.#limit === undefined) {
      next();
      return;
    }
    const now = this.#clock.now();
    const hour = Math.floor(now / HOUR_MS);
    const { userId } = res.locals.session as Session;
    const known = this.#counts.get(userId);
    const count = known?.hour === hour ? known.count + 1 : 1;
    this.#counts.set(userId, { hour, count });
    if (count <= this.#limit) {
      next();
      return;
    }
    const retryAfterSeconds = Math.ceil(((hour + 1) * HOUR_MS - now) / 1000);
    next(rateLimitRefusal(res, { limit: this.#limit, retryAfterSeconds, now }));
  };
}
