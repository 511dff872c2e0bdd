import type { LoggerService } from '@backstage/backend-plugin-api';
import type { CallLogSettings } from '../config/readCallLogConfig';
import { chunksOf } from '../database/chunk';
import type { ApiCallStore, NewApiCall } from '../database/ApiCallStore';
import type { IntegrationSettings } from '../domain/integrationSettings';
import type { CallObserver } from '../servicenow/transport';
import { CallRedactor, type HeldCall } from './callRedaction/CallRedactor';
import { NewestCalls } from './callRedaction/NewestCalls';

/*
 * The promise: no call to ServiceNow waits for this log or fails because of it. A call costs one push; redacting and
 * writing come later and in batches, and only for calls that are among the newest of their integration by then: the others
 * would be removed again. The more calls there are the less often they are written, so that many calls cost hardly more
 * than few. When the database is away or too slow, calls are missing from the log, which says how many.
 */

/** Calls that one statement writes. */
const BATCH_SIZE = 250;
/** Most calls of an integration that wait to be written, with their bodies some 20 MB; more than that are written early. */
const CAPACITY = 2_000;
/** Shortest and longest time in milliseconds that calls wait to be written, and what each call that waits adds to it. */
const MIN_WAIT = 1_000;
const MAX_WAIT = 20_000;
const WAIT_PER_CALL = 20;
/** How long stopping waits for the database, in milliseconds. */
const STOP_GRACE = 2_000;

interface WaitingCall {
  integrationId: number;
  redactor: CallRedactor;
  held: HeldCall;
}

/** Keeps the calls to ServiceNow for those who debug, without secrets. @internal */
export class ApiCallLog {
  readonly #store: Pick<ApiCallStore, 'insertAll' | 'removeOld'>;
  readonly #settings: CallLogSettings;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  readonly #waiting = new Map<number, NewestCalls<WaitingCall>>();
  /** Since when calls wait. */
  #waitingSince = 0;
  #timer: NodeJS.Timeout | undefined;
  #isFlushSoon = false;
  #flushing: Promise<void> | undefined;
  /** Calls that are missing since the log last said so. */
  #missing = 0;
  #isFailing = false;

  constructor(options: {
    store: Pick<ApiCallStore, 'insertAll' | 'removeOld'>;
    settings: CallLogSettings;
    logger: LoggerService;
    now?: () => Date;
  }) {
    this.#store = options.store;
    this.#settings = options.settings;
    this.#logger = options.logger;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * What a transport tells its calls to; `undefined` when no log is kept. Make another when the settings change,
   * as its secrets and excluded fields are those of the settings.
   */
  observerOf(
    integrationId: number,
    settings: IntegrationSettings,
  ): CallObserver | undefined {
    if (!this.#settings.enabled) {
      return undefined;
    }
    const redactor = new CallRedactor(settings);
    const { keep } = this.#settings;
    const waiting =
      this.#waiting.get(integrationId) ??
      new NewestCalls<WaitingCall>(Math.min(keep, CAPACITY));
    this.#waiting.set(integrationId, waiting);
    return call => {
      if (waiting.isFull && keep > CAPACITY) {
        // Those that are pushed out would be among the newest that are kept.
        this.#missing += 1;
      }
      waiting.push({ integrationId, redactor, held: redactor.hold(call) });
      if (waiting.isFull && keep > CAPACITY) {
        this.#flushSoon();
      }
      this.#schedule();
    };
  }

  /** Writes what waits. Does not throw: what cannot be written is missing. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#flushing ??= this.#writeWaiting().finally(() => {
      this.#flushing = undefined;
      if (this.#waitingCount() > 0) {
        this.#schedule();
      }
    });
    return this.#flushing;
  }

  /** Writes what waits, unless the database takes too long. */
  async stop(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const grace = new Promise<void>(resolve => {
      timer = setTimeout(resolve, STOP_GRACE);
    });
    await Promise.race([this.flush(), grace]);
    clearTimeout(timer);
    clearTimeout(this.#timer);
  }

  /** Removes what is too old or too much, for a task that runs now and then. */
  async removeOld(): Promise<void> {
    const { keep, maxAge } = this.#settings;
    await this.#store.removeOld({
      keep,
      before: new Date(this.#now().getTime() - maxAge),
    });
  }

  #schedule(): void {
    if (!this.#timer) {
      this.#waitingSince = performance.now();
      this.#wakeIn(MIN_WAIT);
    }
  }

  #wakeIn(milliseconds: number): void {
    this.#timer = setTimeout(() => {
      const wait = Math.min(
        MAX_WAIT,
        Math.max(MIN_WAIT, this.#waitingCount() * WAIT_PER_CALL),
      );
      const left = this.#waitingSince + wait - performance.now();
      if (left > 1) {
        this.#wakeIn(left);
      } else {
        this.#flushUnwatched();
      }
    }, milliseconds).unref();
  }

  #flushSoon(): void {
    if (!this.#isFlushSoon && !this.#flushing && !this.#isFailing) {
      this.#isFlushSoon = true;
      setImmediate(() => {
        this.#isFlushSoon = false;
        this.#flushUnwatched();
      });
    }
  }

  #waitingCount(): number {
    let count = 0;
    for (const { size } of this.#waiting.values()) {
      count += size;
    }
    return count;
  }

  #flushUnwatched(): void {
    this.flush().catch(error =>
      this.#logger.error(`The log of ServiceNow calls failed: ${error}`),
    );
  }

  async #writeWaiting(): Promise<void> {
    let written = 0;
    const taken = [...this.#waiting.values()].flatMap(calls => calls.takeAll());
    for (const batch of chunksOf(taken, BATCH_SIZE)) {
      try {
        await this.#store.insertAll(batch.map(toNewCall));
      } catch (error) {
        this.#missing += taken.length - written;
        this.#noteFailure(error);
        return;
      }
      written += batch.length;
      this.#noteSuccess();
    }
  }

  /** Once per outage: a line for every batch would bury what else the log says. */
  #noteFailure(error: unknown): void {
    if (!this.#isFailing) {
      this.#isFailing = true;
      this.#logger.warn(
        `Calls to ServiceNow cannot be logged, and will be missing from the log until the database takes them again: ${error}`,
      );
    }
  }

  #noteSuccess(): void {
    this.#isFailing = false;
    if (this.#missing > 0) {
      this.#logger.warn(
        `The log of calls to ServiceNow lacks ${
          this.#missing
        } calls, which the database could not take in time`,
      );
      this.#missing = 0;
    }
  }
}

function toNewCall(waiting: WaitingCall): NewApiCall {
  const { integrationId, redactor, held } = waiting;
  return { integrationId, ...redactor.redact(held) };
}
