import { toUtcText } from '../../domain/utcTime';
import { ServiceNowError, type ServiceNowErrorKind } from '../ServiceNowError';
import type { BreakerStatus } from '../transportTypes';

/*
 * Stops calling an instance that does not answer. After several failures in a row all calls fail at once; when some
 * time has passed one call is let through, and how it ends decides for all.
 *
 * Own code, because cockatiel's and opossum's breakers read a clock that tests cannot set, and let calls wait for the
 * trial call (cockatiel) or do not tell when the next trial is (both), which callers need to know for their retry.
 */

/** Failures in a row that open the breaker. */
const FAILURES_TO_OPEN = 5;
/** How long it stays open at first; it doubles with each trial that fails. */
const FIRST_PAUSE = 10_000;
const MAX_PAUSE = 120_000;
/** When to come back while a trial is under way. */
const TRIAL_PAUSE = 1_000;

/** Failures that say that ServiceNow itself is down; all others are answers. */
const DOWN: ReadonlySet<ServiceNowErrorKind> = new Set([
  'Unreachable',
  'Timeout',
  'Server',
]);

/**
 * How a call ended, for the breaker: `gave-up` says nothing about ServiceNow.
 * @internal
 */
export type CallEnd = 'answered' | 'gave-up' | ServiceNowError;

/** @internal */
export interface CircuitBreakerOptions {
  instanceUrl: string;
  now: () => Date;
  onChange?: (status: BreakerStatus) => void;
}

/** @internal */
export class CircuitBreaker {
  readonly #options: CircuitBreakerOptions;
  #status: BreakerStatus;
  /** Counts the states: how a call of an earlier state ended does not matter any more. */
  #generation = 0;
  #failures = 0;
  #pause = FIRST_PAUSE;
  #lastFailure = '';
  /** Since when calls are held back, however many trials failed meanwhile. */
  #downSince = new Date(0);

  constructor(options: CircuitBreakerOptions) {
    this.#options = options;
    this.#status = { state: 'closed', since: options.now() };
  }

  get status(): BreakerStatus {
    return this.#status;
  }

  /** @throws ServiceNowError when no call is let through. */
  check(): void {
    if (this.#status.state === 'closed' || this.#isTrialDue()) {
      return;
    }
    throw this.#heldBack();
  }

  /**
   * Lets a call through, which must be settled with what this returns.
   *
   * @throws ServiceNowError when no call is let through.
   */
  enter(): number {
    this.check();
    if (this.#status.state === 'open') {
      this.#change({ state: 'half-open', since: this.#options.now() });
    }
    return this.#generation;
  }

  /** Takes in how a call ended that was let through. */
  settle(pass: number, end: CallEnd): void {
    if (pass !== this.#generation) {
      return;
    }
    const isTrial = this.#status.state === 'half-open';
    if (end === 'gave-up') {
      if (isTrial) {
        this.#open(0);
      }
    } else if (end !== 'answered' && DOWN.has(end.kind)) {
      this.#fail(end, isTrial);
    } else {
      this.#failures = 0;
      if (isTrial) {
        this.#pause = FIRST_PAUSE;
        this.#change({ state: 'closed', since: this.#options.now() });
      }
    }
  }

  #fail(error: ServiceNowError, isTrial: boolean): void {
    this.#failures += 1;
    this.#lastFailure = error.what;
    if (isTrial) {
      this.#pause = Math.min(this.#pause * 2, MAX_PAUSE);
    } else if (this.#failures < FAILURES_TO_OPEN) {
      return;
    } else {
      this.#downSince = this.#options.now();
    }
    this.#open(Math.max(this.#pause, error.retryAfter ?? 0));
  }

  #open(pause: number): void {
    const now = this.#options.now();
    this.#change({
      state: 'open',
      since: now,
      retryAt: new Date(now.getTime() + pause),
    });
  }

  #change(status: BreakerStatus): void {
    this.#generation += 1;
    this.#status = status;
    this.#options.onChange?.(status);
  }

  #isTrialDue(): boolean {
    const { state, retryAt } = this.#status;
    return (
      state === 'open' && this.#options.now().getTime() >= retryAt!.getTime()
    );
  }

  #heldBack(): ServiceNowError {
    const { instanceUrl, now } = this.#options;
    const { retryAt } = this.#status;
    return new ServiceNowError({
      kind: 'BreakerOpen',
      what: `Calls to ${instanceUrl} are held back since ${toUtcText(
        this.#downSince,
      )}, because ${this.#failures} in a row failed (the last one: ${
        this.#lastFailure
      })`,
      remedy: retryAt
        ? `The portal tries again at ${toUtcText(
            retryAt,
          )}; if that does not help, check that the instance is up and that the portal may reach it.`
        : 'The portal is trying again right now.',
      retryable: true,
      retryAfter: retryAt
        ? Math.max(1, retryAt.getTime() - now().getTime())
        : TRIAL_PAUSE,
    });
  }
}
