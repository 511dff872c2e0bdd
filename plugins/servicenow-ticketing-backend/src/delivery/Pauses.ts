import type { BreakerStatus } from '../servicenow/transport';
import { isServiceNowError } from '../servicenow/ServiceNowError';
import type { Attempt } from './attemptRun';

/** When to look again whether somebody else's trial call has ended, in milliseconds. */
const TRIAL_PAUSE = 1_000;

/**
 * Which integrations are left alone for a while, because they do not answer or limit their calls: what waits for them
 * is not claimed, and costs nothing.
 */
export class Pauses {
  readonly #until = new Map<number, number>();

  /** The integrations that are left alone now. */
  current(now: Date): number[] {
    for (const [id, until] of this.#until) {
      if (until <= now.getTime()) {
        this.#until.delete(id);
      }
    }
    return [...this.#until.keys()];
  }

  /** When the next of them is to be looked at. */
  get nextEnd(): Date | undefined {
    const ends = [...this.#until.values()];
    return ends.length > 0 ? new Date(Math.min(...ends)) : undefined;
  }

  isPaused(integrationId: number, now: Date): boolean {
    return (this.#until.get(integrationId) ?? 0) > now.getTime();
  }

  /** Takes in how a try ended; tells whether a pause begins with it, and until when. */
  learn(
    { delivery, error }: Attempt,
    now: Date,
  ): { until: Date; why: string } | undefined {
    if (
      !isServiceNowError(error) ||
      (error.kind !== 'BreakerOpen' && error.kind !== 'RateLimit') ||
      !error.retryAfter
    ) {
      return undefined;
    }
    const { integrationId } = delivery;
    const isNew = !this.isPaused(integrationId, now);
    const until = this.#pause(integrationId, now.getTime() + error.retryAfter);
    return isNew ? { until, why: error.message } : undefined;
  }

  /**
   * How many deliveries may begin for an integration of which so many are under way: one at a time while it is being
   * found out whether it answers again.
   */
  allows(
    integrationId: number,
    state: { breaker: BreakerStatus | undefined; underWay: number; now: Date },
  ): boolean {
    const { breaker, underWay, now } = state;
    if (this.isPaused(integrationId, now)) {
      return false;
    }
    if (!breaker || breaker.state === 'closed') {
      return true;
    }
    if (breaker.retryAt && breaker.retryAt > now) {
      this.#pause(integrationId, breaker.retryAt.getTime());
      return false;
    }
    if (breaker.state === 'half-open' || underWay > 0) {
      this.#pause(integrationId, now.getTime() + TRIAL_PAUSE);
      return false;
    }
    return true;
  }

  #pause(integrationId: number, until: number): Date {
    const later = Math.max(until, this.#until.get(integrationId) ?? 0);
    this.#until.set(integrationId, later);
    return new Date(later);
  }
}
