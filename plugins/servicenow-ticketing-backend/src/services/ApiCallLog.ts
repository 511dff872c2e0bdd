import type { LoggerService } from '@backstage/backend-plugin-api';
import type { CallLogSettings } from '../config/readCallLogConfig';
import type { ApiCallStore, NewApiCall } from '../database/ApiCallStore';
import type { IntegrationSettings } from '../domain/integrationSettings';
import type { CallObserver } from '../servicenow/transport';
import { CallRedactor, type HeldCall } from './callRedaction/CallRedactor';

/*
 * The promise: no call to ServiceNow waits for this log or fails because of it. A call costs one push; redacting and
 * writing come later and in batches. When the database is away or too slow, calls are missing from the log, which
 * says how many.
 */

/** Calls that one statement writes; as many waiting are written without waiting for the interval. */
const BATCH_SIZE = 250;
/** Most calls that wait to be written; with their bodies some 20 MB. */
const CAPACITY = 2_000;
/** Longest time in milliseconds until a call can be seen in the log. */
const FLUSH_INTERVAL = 1_000;
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
  #waiting: WaitingCall[] = [];
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
    return call => {
      if (this.#waiting.length >= CAPACITY) {
        this.#missing++;
        return;
      }
      this.#waiting.push({
        integrationId,
        redactor,
        held: redactor.hold(call),
      });
      this.#schedule();
    };
  }

  /** Writes what waits. Does not throw: what cannot be written is missing. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#flushing ??= this.#writeWaiting().finally(() => {
      this.#flushing = undefined;
      if (this.#waiting.length > 0) {
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
    if (this.#waiting.length >= BATCH_SIZE && !this.#isFailing) {
      if (!this.#isFlushSoon && !this.#flushing) {
        this.#isFlushSoon = true;
        setImmediate(() => {
          this.#isFlushSoon = false;
          this.#flushUnwatched();
        });
      }
      return;
    }
    this.#timer ??= setTimeout(
      () => this.#flushUnwatched(),
      FLUSH_INTERVAL,
    ).unref();
  }

  #flushUnwatched(): void {
    this.flush().catch(error =>
      this.#logger.error(`The log of ServiceNow calls failed: ${error}`),
    );
  }

  async #writeWaiting(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH_SIZE);
      try {
        await this.#store.insertAll(batch.map(toNewCall));
      } catch (error) {
        this.#missing += batch.length;
        this.#noteFailure(error);
        return;
      }
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
