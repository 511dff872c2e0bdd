import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  MAX_SIGNALLED_ANOMALIES,
  SIGNALS_CHANNEL,
  type ChangeSignal,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { ChangeAnnouncer } from '../domain/changeAnnouncer';

/** What changes within this time, in milliseconds, is told together. */
const COLLECT_FOR = 100;
/** Under load portals hear at most once in this time, in milliseconds. */
const LEAST_INTERVAL = 1_000;

/**
 * Tells open portals through the host's signals. What changes at about the same time is told together, and more than a
 * handful of anomalies as "many", so that a large report does not flood everybody. Where the host has no signals
 * backend nobody listens, and nothing else happens.
 *
 * @internal
 */
export class SignalAnnouncer implements ChangeAnnouncer {
  readonly #options: {
    signals: SignalsService;
    anomaliesOfTickets: (ticketIds: number[]) => Promise<number[]>;
    logger: LoggerService;
  };
  #anomalies = new Set<number>();
  #tickets = new Set<number>();
  #isMany = false;
  #deliveries = false;
  #timer: NodeJS.Timeout | undefined;
  #quietUntil = 0;
  #telling: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(options: {
    signals: SignalsService;
    /** The anomalies that tickets are linked to. */
    anomaliesOfTickets: (ticketIds: number[]) => Promise<number[]>;
    logger: LoggerService;
  }) {
    this.#options = options;
  }

  anomaliesChanged(anomalyIds: Iterable<number> | 'many'): void {
    if (anomalyIds === 'many') {
      this.#isMany = true;
    } else {
      this.#collect(this.#anomalies, anomalyIds);
    }
    this.#tellSoon();
  }

  ticketsChanged(ticketIds: Iterable<number>): void {
    this.#collect(this.#tickets, ticketIds);
    this.#tellSoon();
  }

  deliveriesChanged(): void {
    this.#deliveries = true;
    this.#tellSoon();
  }

  /** Tells what is not told yet, and nothing afterwards. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer) {
      clearTimeout(this.#timer);
      this.#tell();
    }
    await this.#telling;
  }

  #collect(into: Set<number>, ids: Iterable<number>): void {
    for (const id of ids) {
      if (into.size > MAX_SIGNALLED_ANOMALIES) {
        this.#isMany = true;
      }
      if (this.#isMany) {
        return;
      }
      into.add(id);
    }
  }

  #tellSoon(): void {
    const hasNews =
      this.#isMany ||
      this.#deliveries ||
      this.#anomalies.size + this.#tickets.size > 0;
    if (!hasNews || this.#timer || this.#isStopped) {
      return;
    }
    const wait = Math.max(COLLECT_FOR, this.#quietUntil - Date.now());
    this.#timer = setTimeout(() => this.#tell(), wait);
    // A process that wants to end need not wait for this.
    this.#timer.unref();
  }

  #tell(): void {
    const news = {
      anomalies: this.#anomalies,
      tickets: this.#tickets,
      isMany: this.#isMany,
      deliveries: this.#deliveries,
    };
    this.#anomalies = new Set();
    this.#tickets = new Set();
    this.#isMany = false;
    this.#deliveries = false;
    this.#timer = undefined;
    this.#quietUntil = Date.now() + LEAST_INTERVAL;
    this.#telling = this.#telling.then(async () => {
      try {
        const ids = await this.#anomaliesOf(news);
        if (ids) {
          await this.#publish({ type: 'anomalies_changed', anomaly_ids: ids });
        }
        if (news.deliveries) {
          await this.#publish({ type: 'deliveries_changed' });
        }
      } catch (error) {
        this.#options.logger.warn(
          `Open portals could not be told of changes; they show them when they look again: ${error}`,
        );
      }
    });
  }

  /** What to name: nothing, some, or an empty list for many. */
  async #anomaliesOf(news: {
    anomalies: Set<number>;
    tickets: Set<number>;
    isMany: boolean;
  }): Promise<number[] | undefined> {
    const { anomalies, tickets, isMany } = news;
    if (isMany) {
      return [];
    }
    const linked =
      tickets.size === 0
        ? []
        : await this.#options.anomaliesOfTickets([...tickets]);
    const ids = new Set([...anomalies, ...linked]);
    if (ids.size === 0) {
      return undefined;
    }
    return ids.size > MAX_SIGNALLED_ANOMALIES
      ? []
      : [...ids].sort((a, b) => a - b);
  }

  async #publish(message: ChangeSignal): Promise<void> {
    await this.#options.signals.publish({
      channel: SIGNALS_CHANNEL,
      recipients: { type: 'broadcast' },
      message,
    });
  }
}
