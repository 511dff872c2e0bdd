import { setTimeout as delay } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { DeliveryStore } from '../database/DeliveryStore';
import { mayMerge } from '../database/operations/deliveries/settle';
import { retryWait } from '../domain/backoff';
import type { Attempt } from './attemptRun';
import { logFields } from './logFields';

/*
 * Writes how tries ended, many with one transaction: while one is written the next ones gather. What cannot be written,
 * because the database is away, is tried again for as long as the claims hold; after that somebody else takes over, and
 * finds out for itself what was done.
 */

/** Most runs that one transaction settles. */
const MAX_BATCH = 200;
/** Runs that wait to be settled, from which on no more should be begun. */
const TOO_MANY = 500;
const FIRST_WAIT = 100;
const MAX_WAIT = 2_000;
/** How long to wait for somebody who is working on a ticket. */
const BUSY_WAIT = 10;

/** @internal */
export interface SettleQueueOptions {
  deliveries: Pick<DeliveryStore, 'settleAll'>;
  logger: LoggerService;
  now: () => Date;
  /** These are written. */
  onSettled: (attempts: Attempt[]) => void;
}

/** @internal */
export class SettleQueue {
  readonly #options: SettleQueueOptions;
  /** By run: deliveries that travelled together are settled together. */
  #waiting: Attempt[][] = [];
  #writing: Promise<void> | undefined;
  #batchSize = MAX_BATCH;
  #failures = 0;

  constructor(options: SettleQueueOptions) {
    this.#options = options;
  }

  /** Whether results cannot be written at present, so that no more should be begun. */
  get isBehind(): boolean {
    return this.#failures > 0 || this.#waiting.length > TOO_MANY;
  }

  /** Has the results of one run written soon. */
  add(attempts: Attempt[]): void {
    this.#waiting.push(attempts);
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
      // Nothing is left that could not be written: the next one finds out for itself.
      this.#failures = 0;
      this.#batchSize = MAX_BATCH;
    });
  }

  /** Resolves when everything is written, or given up. */
  async idle(): Promise<void> {
    while (this.#writing) {
      await this.#writing;
    }
  }

  async #writeAll(): Promise<void> {
    // What ends in the same moment is written together.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) {
      const batch = this.#nextBatch();
      try {
        const busy = await this.#write(batch);
        if (busy.length > 0) {
          this.#waiting.push(...busy);
          await (busy.length === batch.length && delay(BUSY_WAIT));
        }
      } catch (error) {
        this.#noteFailure(batch, error);
        await delay(
          retryWait({ first: FIRST_WAIT, maximum: MAX_WAIT }, this.#failures),
        );
      }
    }
  }

  /** Two tickets may turn out to be one: that is written by itself, as it holds more than its own ticket. */
  #nextBatch(): Attempt[][] {
    const alone = this.#waiting.findIndex(run => run.some(mayMerge));
    const size = alone < 0 ? this.#batchSize : Math.max(1, alone);
    return this.#waiting.splice(0, Math.min(size, this.#batchSize));
  }

  /** Returns the runs whose tickets somebody else is working on. */
  async #write(batch: Attempt[][]): Promise<Attempt[][]> {
    const { deliveries, logger, now, onSettled } = this.#options;
    const { settled, lost, busy } = await deliveries.settleAll(
      batch.flat(),
      now(),
    );
    if (this.#failures > 0) {
      logger.info('The results of deliveries can be written again');
    }
    this.#failures = 0;
    this.#batchSize = Math.min(MAX_BATCH, this.#batchSize * 2);
    for (const { delivery } of lost) {
      logger.warn(
        `Delivery ${delivery.id} was settled or taken over by another process before this one was done`,
        logFields(delivery),
      );
    }
    if (settled.length > 0) {
      onSettled(settled as Attempt[]);
    }
    const again = new Set(busy);
    return batch
      .map(run => run.filter(attempt => again.has(attempt)))
      .filter(run => run.length > 0);
  }

  /** One that cannot be written must not keep the others from being written: they are tried one by one. */
  #noteFailure(batch: Attempt[][], error: unknown): void {
    const { logger, now } = this.#options;
    this.#failures += 1;
    this.#batchSize = 1;
    if (this.#failures === 1) {
      logger.error(
        `How deliveries ended could not be written, and is tried again while their claims hold: ${error}`,
      );
    }
    for (const run of batch) {
      if (run[0].delivery.leaseUntil > now()) {
        this.#waiting.push(run);
      } else {
        logger.error(
          `How delivery ${run[0].delivery.id} ended could not be written while its claim held; it will be looked for and tried again`,
          logFields(run[0].delivery),
        );
      }
    }
  }
}
