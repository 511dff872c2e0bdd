import { randomUUID } from 'node:crypto';
import type { ClaimedDelivery } from '../database/deliveryRows';
import { retryWait } from '../domain/backoff';
import type { DeliveryOutcome } from '../domain/deliveryOutcome';
import { attemptRun, type Attempt } from './attemptRun';
import type { DeliveryWorkerOptions } from './DeliveryWorkerOptions';
import { MAX_RUN, notesTravelTogether } from './notesTravelTogether';
import { OutcomeWaiters } from './OutcomeWaiters';
import { Pace } from './Pace';
import { Pauses } from './Pauses';
import { RunBuffer } from './RunBuffer';
import { RunningDeliveries } from './RunningDeliveries';
import { SettleQueue } from './SettleQueue';

/*
 * Takes deliveries from the outbox to ServiceNow. The promise: each reaches ServiceNow once in effect, and those of one
 * ticket in the order in which they were committed, whatever process dies, and whatever ServiceNow or the network does.
 *
 * It rests on:
 * - the database being the only coordinator: any number of these, in any number of processes, share the work. A claim
 *   gives one ticket's oldest deliveries to one worker; only who holds the claim may write how they ended; what nobody
 *   settles in time somebody else takes over. Nothing is held in memory that a crash could lose;
 * - each try ending before its claim does, by the clock of the process: one that stands still for longer than
 *   LEASE_MARGIN in the middle of a call could be overtaken;
 * - a try whose end nobody saw being remembered (`doubt_until`), with a time after which ServiceNow must be done with
 *   it: its own limit for a transaction, `transactionTimeout`. Until then nothing is sent again that is not there;
 * - creations carrying a correlation id that is looked up before a second POST, and a sys_id of ours, of which
 *   ServiceNow makes no second record, so that a POST which is carried out late cannot double one;
 * - notes carrying a marker that is looked up in the journal before they are sent again, and changes of fields being
 *   compared with what is there: both need an account that may read what it writes.
 */

/** How long a claim holds beyond the longest time a try may take. */
const LEASE_MARGIN = 15_000;
/** A try may take several calls one after the other, such as looking for its note before a second PATCH. */
const CALLS_PER_ATTEMPT = 4;
/** How long stopping waits for tries that are on their way, and then for their ends to be written. */
const STOP_GRACE = 5_000;
/** Waits after the database could not be asked for work. */
const CLAIM_RETRY = { first: 250, maximum: 5_000 };

/** @internal */
export class DeliveryWorker {
  readonly #options: DeliveryWorkerOptions;
  readonly #now: () => Date;
  readonly #waiters: OutcomeWaiters;
  readonly #buffer = new RunBuffer();
  readonly #running = new RunningDeliveries();
  readonly #pauses = new Pauses();
  readonly #pace = new Pace();
  readonly #settling: SettleQueue;
  #wake: { at: number; timer: NodeJS.Timeout } | undefined;
  #isRunning = false;
  #isStopped = false;
  #pumping: Promise<void> | undefined;
  #pumpAgain = false;
  #claimFailures = 0;
  #lastLook: Date | undefined;
  /** All that was due is claimed, and nobody said since that there is more. */
  #isDry = false;

  constructor(options: DeliveryWorkerOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#waiters = new OutcomeWaiters(options.deliveries);
    this.#settling = new SettleQueue({
      deliveries: options.deliveries,
      logger: options.logger,
      now: this.#now,
      onSettled: attempts => this.#onSettled(attempts),
    });
  }

  /** When it last looked for work with success. */
  get lastLook(): Date | undefined {
    return this.#lastLook;
  }

  /** Begins to look for work by itself. */
  start(): void {
    this.#isRunning = true;
    this.nudge();
  }

  /** There may be something to do: look now. */
  nudge(): void {
    this.#isDry = false;
    this.#pumpUnwatched();
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
      const claimed = await this.#claim({ limit: 1, id });
      if (claimed.length > 0) {
        this.#begin(claimed);
      }
    } catch (error) {
      // It is in the outbox, so that the loop takes it when the database can be reached again.
      this.#logFailure(`claim delivery ${id}`, error);
    }
    return outcome;
  }

  /** Delivers all that is due and what follows from it; for tests and tools that do not start the loop. */
  async drain(): Promise<void> {
    do {
      this.#isDry = false;
      await this.#pump();
      await this.#quiet();
      this.#isDry = false;
    } while ((await this.#fill()) || this.#running.size > 0);
    this.#giveBack();
    await this.#quiet();
  }

  /** Takes no more work, waits a moment for what is on its way, and gives back what does not end. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#isStopped = true;
    clearTimeout(this.#wake?.timer);
    this.#giveBack();
    const abort = setTimeout(() => this.#running.abort(), STOP_GRACE);
    let giveUp: NodeJS.Timeout | undefined;
    const enough = new Promise<void>(resolve => {
      giveUp = setTimeout(resolve, 2 * STOP_GRACE);
    });
    try {
      await this.#pumping;
      this.#giveBack();
      await Promise.race([this.#quiet(), enough]);
    } finally {
      clearTimeout(abort);
      clearTimeout(giveUp);
      this.#waiters.close();
    }
  }

  /** Until nothing is on its way, and all that ended is written. */
  async #quiet(): Promise<void> {
    await this.#running.idle();
    await this.#settling.idle();
  }

  #pumpUnwatched(): void {
    if (this.#isRunning) {
      this.#pump().catch(error => this.#logFailure('look for work', error));
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
        if (this.#claimFailures > 0) {
          this.#options.logger.info('The delivery worker finds work again');
        }
        this.#claimFailures = 0;
        this.#lastLook = this.#now();
        this.#wakeIn(this.#options.settings.pollInterval);
      } catch (error) {
        this.#isDry = false;
        this.#claimFailures += 1;
        this.#wakeIn(retryWait(CLAIM_RETRY, this.#claimFailures));
        // One line for an outage: the rest of it says nothing new.
        if (this.#claimFailures === 1 || !this.#isRunning) {
          throw error;
        }
      } finally {
        this.#pumping = undefined;
      }
    })();
    return this.#pumping;
  }

  /** Begins what may begin, and claims when little is left to begin; tells whether it claimed any. */
  async #fill(): Promise<boolean> {
    this.#beginNext();
    const { concurrency } = this.#options.settings;
    const ahead = this.#pace.ahead(concurrency);
    const free = concurrency - this.#running.size;
    if (
      this.#isStopped ||
      this.#isDry ||
      this.#settling.isBehind ||
      free + ahead <= 0 ||
      this.#buffer.size > ahead / 2
    ) {
      return false;
    }
    const stocked = this.#buffer.integrationIds.filter(
      id => this.#buffer.sizeOf(id) > ahead / 2,
    );
    const limit = free + ahead;
    this.#isDry = stocked.length === 0;
    const claimed = await this.#claim({
      limit,
      except: [...this.#pauses.current(this.#now()), ...stocked],
    });
    if (this.#buffer.add(claimed) >= limit) {
      this.#isDry = false;
    }
    this.#beginNext();
    return claimed.length > 0;
  }

  async #claim(
    which: { limit: number } & ({ id: number } | { except?: number[] }),
  ): Promise<ClaimedDelivery[]> {
    const { deliveries, settings, targetOf } = this.#options;
    const now = this.#now();
    return deliveries.claim({
      ...which,
      now,
      leaseUntil: new Date(
        now.getTime() + this.#attemptTimeout() + 2 * LEASE_MARGIN,
      ),
      token: randomUUID(),
      maxRun: settings.combineNotes ? MAX_RUN : 1,
      doubt: settings.transactionTimeout,
      joins: (run, next) =>
        notesTravelTogether(run, next, targetOf(next.integrationId)?.settings),
    });
  }

  #beginNext(): void {
    const { concurrency } = this.#options.settings;
    while (
      this.#running.size < concurrency &&
      !this.#isStopped &&
      !this.#settling.isBehind
    ) {
      const run = this.#buffer.next(id => this.#mayBegin(id));
      if (!run) {
        break;
      }
      this.#begin(run);
    }
    for (const id of this.#buffer.integrationIds) {
      if (this.#pauses.isPaused(id, this.#now())) {
        this.#giveBack(id);
      }
    }
  }

  #mayBegin(integrationId: number): boolean {
    return this.#pauses.allows(integrationId, {
      breaker: this.#options.targetOf(integrationId)?.client.breaker,
      underWay: this.#running.sizeOf(integrationId),
      now: this.#now(),
    });
  }

  #begin(run: ClaimedDelivery[]): void {
    const left = run[0].leaseUntil.getTime() - this.#now().getTime();
    if (left < this.#attemptTimeout() + LEASE_MARGIN / 2) {
      this.#release([run]);
      return;
    }
    this.#running.run(run[0], this.#attemptTimeout(), async signal => {
      const clock = performance.now();
      const attempts = await attemptRun(run, {
        ...this.#options,
        now: this.#now,
        random: this.#options.random ?? Math.random,
        signal,
      });
      this.#pace.learn(performance.now() - clock);
      this.#takeIn(attempts, signal);
    });
  }

  /** What follows from tries that have ended. Does not throw. */
  #takeIn(attempts: Attempt[], signal: AbortSignal): void {
    const now = this.#now();
    const [{ delivery }] = attempts;
    for (const attempt of attempts) {
      const pause = this.#pauses.learn(attempt, now);
      if (pause) {
        this.#options.observer?.paused?.({
          integrationId: delivery.integrationId,
          ...pause,
        });
      }
    }
    this.#settling.add(
      signal.aborted && this.#isStopped
        ? attempts.map(each => givenBack(each, now))
        : attempts,
    );
    // The slot is free as soon as this returns.
    setImmediate(() => {
      this.#beginNext();
      this.#pumpUnwatched();
    });
  }

  #onSettled(attempts: Attempt[]): void {
    const now = this.#now();
    for (const { delivery, result, error } of attempts) {
      this.#options.observer?.settled(delivery, result);
      switch (result.outcome) {
        case 'delivered':
          this.#waiters.settle(delivery.id, {
            status: 'delivered',
            remote: result.remote,
          });
          break;
        case 'refused':
          this.#waiters.settle(delivery.id, { status: 'dead', error: error! });
          break;
        default:
          if (error) {
            this.#waiters.settle(delivery.id, { status: 'retrying', error });
          }
          if (result.nextAttemptAt) {
            this.#wakeIn(result.nextAttemptAt.getTime() - now.getTime());
          }
      }
    }
    this.nudge();
  }

  /** Gives back what has not begun: of one integration, or all of it. */
  #giveBack(integrationId?: number): void {
    this.#release(this.#buffer.clear(integrationId));
    const end = this.#pauses.nextEnd;
    if (end) {
      this.#wakeIn(end.getTime() - this.#now().getTime());
    }
  }

  #release(runs: ClaimedDelivery[][]): void {
    for (const run of runs) {
      this.#settling.add(
        run.map(delivery => ({ delivery, result: { outcome: 'postponed' } })),
      );
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

/** A try that was broken off as the process ends: somebody else may take it at once. */
function givenBack(attempt: Attempt, now: Date): Attempt {
  const { result } = attempt;
  return result.outcome === 'retry'
    ? { ...attempt, result: { ...result, nextAttemptAt: now } }
    : attempt;
}
