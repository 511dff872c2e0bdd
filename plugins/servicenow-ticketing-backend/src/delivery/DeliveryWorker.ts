import { randomUUID } from 'node:crypto';
import type { StoredDelivery } from '../database/deliveryRows';
import type { DeliveryOutcome } from '../domain/deliveryOutcome';
import { attemptDelivery } from './attemptDelivery';
import type { DeliveryWorkerOptions } from './DeliveryWorkerOptions';
import { OutcomeWaiters } from './OutcomeWaiters';

/*
 * Takes deliveries from the outbox to ServiceNow. The database is the only coordinator: any number of these, in any
 * number of processes, share the work. Nothing is held in memory that a crash could lose; a claim that nobody
 * settles runs out, and somebody else takes over.
 */

/** How long a claim holds beyond the longest time a try may take. */
const LEASE_MARGIN = 15_000;
/** A try may take several calls one after the other, such as looking for its note before a second PATCH. */
const CALLS_PER_ATTEMPT = 4;
/** How long stopping waits for tries that are on their way. */
const STOP_GRACE = 5_000;

/** @internal */
export class DeliveryWorker {
  readonly #options: DeliveryWorkerOptions;
  readonly #now: () => Date;
  readonly #waiters: OutcomeWaiters;
  readonly #inFlight = new Map<number, Promise<void>>();
  readonly #abort = new AbortController();
  #wake: { at: number; timer: NodeJS.Timeout } | undefined;
  #isRunning = false;
  #isStopped = false;
  #pumping: Promise<void> | undefined;
  #pumpAgain = false;

  constructor(options: DeliveryWorkerOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#waiters = new OutcomeWaiters(options.deliveries);
  }

  /** Begins to look for work by itself. */
  start(): void {
    this.#isRunning = true;
    this.nudge();
  }

  /** There may be something to do: look now. */
  nudge(): void {
    if (this.#isRunning) {
      this.#pump().catch(error => this.#logFailure('look for work', error));
    }
  }

  /**
   * Delivers one delivery at once, ahead of what waits, and tells what became of it; `unknown` when `timeout`
   * milliseconds were not enough.
   */
  async deliverNow(id: number, timeout: number): Promise<DeliveryOutcome> {
    if (this.#isStopped) {
      return { status: 'unknown' };
    }
    const outcome = this.#waiters.wait(id, timeout);
    try {
      this.#begin(await this.#claim(1, id));
    } catch (error) {
      // It is in the outbox, so that the loop takes it when the database can be reached again.
      this.#logFailure(`claim delivery ${id}`, error);
    }
    return outcome;
  }

  /** Delivers all that is due and what follows from it; for tests and tools that do not start the loop. */
  async drain(): Promise<void> {
    do {
      await this.#pump();
      await Promise.all(this.#inFlight.values());
    } while ((await this.#fill()) > 0);
    await Promise.all(this.#inFlight.values());
  }

  /** Takes no more work, waits a moment for what is on its way, and gives back what does not end. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#isStopped = true;
    clearTimeout(this.#wake?.timer);
    const abort = setTimeout(() => this.#abort.abort(), STOP_GRACE);
    try {
      await this.#pumping;
      await Promise.all(this.#inFlight.values());
    } finally {
      clearTimeout(abort);
      this.#waiters.close();
    }
  }

  /** Claims and begins until nothing is due or all slots are taken; calls meanwhile make it look once more. */
  async #pump(): Promise<void> {
    this.#pumpAgain = true;
    this.#pumping ??= (async () => {
      try {
        while (this.#pumpAgain && !this.#isStopped) {
          this.#pumpAgain = false;
          await this.#fill();
        }
      } finally {
        this.#pumping = undefined;
        this.#wakeIn(this.#options.settings.pollInterval);
      }
    })();
    return this.#pumping;
  }

  async #fill(): Promise<number> {
    const free = this.#options.settings.concurrency - this.#inFlight.size;
    if (free <= 0 || this.#isStopped) {
      return 0;
    }
    const claimed = await this.#claim(free);
    this.#begin(claimed);
    return claimed.length;
  }

  async #claim(limit: number, id?: number): Promise<StoredDelivery[]> {
    const now = this.#now();
    return this.#options.deliveries.claim({
      now,
      leaseUntil: new Date(
        now.getTime() + this.#attemptTimeout() + LEASE_MARGIN,
      ),
      token: randomUUID(),
      limit,
      id,
    });
  }

  #begin(deliveries: StoredDelivery[]): void {
    for (const delivery of deliveries) {
      const running = this.#run(delivery).finally(() => {
        this.#inFlight.delete(delivery.id);
        this.nudge();
      });
      this.#inFlight.set(delivery.id, running);
    }
  }

  /** Never rejects: what goes wrong here is left to the lease. */
  async #run(delivery: StoredDelivery): Promise<void> {
    const { deliveries, logger } = this.#options;
    try {
      const { result, outcome } = await attemptDelivery(delivery, {
        ...this.#options,
        now: this.#now,
        random: this.#options.random ?? Math.random,
        signal: AbortSignal.any([
          this.#abort.signal,
          AbortSignal.timeout(this.#attemptTimeout()),
        ]),
      });
      if (this.#abort.signal.aborted && result.outcome !== 'delivered') {
        await deliveries.release(delivery, this.#now());
        return;
      }
      if (!(await deliveries.settle(delivery, result, this.#now()))) {
        logger.warn(
          `Delivery ${delivery.id} was taken over by another process before this one was done`,
        );
        return;
      }
      if (result.outcome === 'retry') {
        this.#wakeIn(result.nextAttemptAt.getTime() - this.#now().getTime());
      }
      this.#waiters.settle(delivery.id, outcome);
      this.#options.observer?.settled(delivery, result);
    } catch (error) {
      this.#logFailure(`settle delivery ${delivery.id}`, error);
    }
  }

  #attemptTimeout(): number {
    return this.#options.settings.requestTimeout * CALLS_PER_ATTEMPT;
  }

  /** Looks for work at the latest in so many milliseconds; an earlier look stays. */
  #wakeIn(milliseconds: number): void {
    const wait = Math.min(
      Math.max(milliseconds, 1),
      this.#options.settings.pollInterval,
    );
    const at = Date.now() + wait;
    if (!this.#isRunning || (this.#wake && this.#wake.at <= at)) {
      return;
    }
    clearTimeout(this.#wake?.timer);
    const timer = setTimeout(() => {
      this.#wake = undefined;
      this.nudge();
    }, wait);
    // Waiting for work must not keep a process alive that wants to end.
    timer.unref();
    this.#wake = { at, timer };
  }

  #logFailure(what: string, error: unknown): void {
    this.#options.logger.error(
      `The delivery worker could not ${what}: ${error}`,
    );
  }
}
