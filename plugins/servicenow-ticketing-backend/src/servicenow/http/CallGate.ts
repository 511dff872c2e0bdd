import { ServiceNowError } from '../ServiceNowError';
import type { Deadline } from './Deadline';
import { TokenBucket } from './TokenBucket';

/*
 * Lets calls to one instance through in the order in which they came: no more at once, and no more per minute, than
 * the integration may make, and none while ServiceNow asks for a pause.
 *
 * Own code, because what is around (p-queue, bottleneck, cockatiel's bulkhead) keeps a caller whose deadline is over
 * waiting until its turn comes, or reads a clock that tests cannot set.
 */

/** @internal */
export interface CallGateOptions {
  instanceUrl: string;
  /** Calls at once. */
  concurrency: number;
  /** Calls in any minute; unlimited unless given. */
  requestsPerMinute?: number;
  now: () => Date;
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<unknown>;
}

interface Waiter {
  deadline: Deadline;
  enter: () => void;
  refuse: (error: ServiceNowError) => void;
  onAbort: () => void;
}

/** @internal */
export class CallGate {
  readonly #options: CallGateOptions;
  readonly #bucket?: TokenBucket;
  readonly #closing = new AbortController();
  readonly #waiters: Waiter[] = [];
  #active = 0;
  #pausedUntil = 0;
  #isAlarmSet = false;

  constructor(options: CallGateOptions) {
    const { requestsPerMinute: perMinute, now } = options;
    this.#options = options;
    this.#bucket = perMinute ? new TokenBucket({ perMinute, now }) : undefined;
  }

  /**
   * Waits for its turn. Whoever entered must leave.
   *
   * @throws ServiceNowError when the turn does not come, or cannot come, before the deadline.
   */
  async enter(deadline: Deadline): Promise<void> {
    if (this.#closing.signal.aborted || deadline.signal.aborted) {
      throw this.#refusalOf(deadline);
    }
    const pause = this.#pause();
    if (pause > deadline.remaining) {
      throw this.#paused(pause);
    }
    if (this.#waiters.length === 0 && this.#wait() === 0) {
      this.#take();
      return;
    }
    await this.#queue(deadline);
  }

  /** Counts a call that was sent a second time in its own turn. */
  countRepeat(): void {
    this.#bucket?.take();
  }

  leave(): void {
    this.#active -= 1;
    this.#admit();
  }

  /** Lets nobody through for so many milliseconds; refuses at once who cannot wait so long. */
  pause(milliseconds: number): void {
    this.#pausedUntil = Math.max(
      this.#pausedUntil,
      this.#options.now().getTime() + milliseconds,
    );
    const pause = this.#pause();
    for (const waiter of [...this.#waiters]) {
      if (pause > waiter.deadline.remaining) {
        waiter.refuse(this.#paused(pause));
      }
    }
  }

  /** Refuses who waits, and who comes. */
  close(): void {
    this.#closing.abort();
    for (const waiter of [...this.#waiters]) {
      waiter.refuse(this.#refusalOf(waiter.deadline));
    }
  }

  #queue(deadline: Deadline): Promise<void> {
    return new Promise((resolve, reject) => {
      const { signal } = deadline;
      const waiter: Waiter = {
        deadline,
        enter: () => {
          this.#remove(waiter);
          resolve();
        },
        refuse: error => {
          this.#remove(waiter);
          reject(error);
        },
        onAbort: () => waiter.refuse(this.#refusalOf(deadline)),
      };
      signal.addEventListener('abort', waiter.onAbort);
      this.#waiters.push(waiter);
      this.#admit();
    });
  }

  #remove(waiter: Waiter): void {
    waiter.deadline.signal.removeEventListener('abort', waiter.onAbort);
    this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
  }

  #admit(): void {
    while (this.#waiters.length > 0) {
      const wait = this.#wait();
      if (wait > 0) {
        this.#wakeAfter(wait);
        return;
      }
      this.#take();
      this.#waiters[0].enter();
    }
  }

  /** Milliseconds until a call may go; Infinity when another one has to end first. */
  #wait(): number {
    return this.#active >= this.#options.concurrency
      ? Infinity
      : Math.max(this.#pause(), this.#bucket?.wait() ?? 0);
  }

  #take(): void {
    this.#active += 1;
    this.#bucket?.take();
  }

  #pause(): number {
    return this.#pausedUntil === 0
      ? 0
      : Math.max(0, this.#pausedUntil - this.#options.now().getTime());
  }

  #wakeAfter(wait: number): void {
    if (this.#isAlarmSet || wait === Infinity) {
      return;
    }
    this.#isAlarmSet = true;
    this.#options
      .sleep(wait, this.#closing.signal)
      .catch(() => undefined)
      .finally(() => {
        this.#isAlarmSet = false;
        this.#admit();
      });
  }

  #paused(pause: number): ServiceNowError {
    const { instanceUrl } = this.#options;
    return new ServiceNowError({
      kind: 'RateLimit',
      what: `${instanceUrl} limits how often it may be asked, and wants no call for another ${seconds(
        pause,
      )}`,
      remedy:
        'The portal waits as long as it asks; to wait less, have its rate limit rules for the service account raised.',
      retryable: true,
      retryAfter: pause,
    });
  }

  #refusalOf(deadline: Deadline): ServiceNowError {
    const { instanceUrl, concurrency, requestsPerMinute } = this.#options;
    if (deadline.isAbandoned || this.#closing.signal.aborted) {
      return new ServiceNowError({
        kind: 'Aborted',
        what: `The call to ${instanceUrl} was given up before it was sent`,
        remedy: 'Try again.',
        retryable: true,
      });
    }
    return new ServiceNowError({
      kind: 'Busy',
      what: `The call to ${instanceUrl} waited ${seconds(
        deadline.timeout,
      )} for its turn and was not sent: ${
        this.#waiters.length
      } others wait, and this portal makes at most ${concurrency} calls at once${
        requestsPerMinute ? ` and ${requestsPerMinute} a minute` : ''
      }`,
      remedy:
        'Try again later; if this happens often, raise the limits of the integration.',
      retryable: true,
    });
  }
}

function seconds(milliseconds: number): string {
  return `${Math.max(1, Math.round(milliseconds / 1000))} s`;
}
