import type { LoggerService } from '@backstage/backend-plugin-api';
import type { RetentionSettings } from '../config/readRetentionConfig';
import type {
  RetentionStore,
  SettledPosition,
} from '../database/RetentionStore';

/** Anomalies that are looked at in one step; each has hundreds of rows that go with it. */
const ANOMALIES_PER_STEP = 500;
/** Rows of other tables that one statement removes. */
const ROWS_PER_STEP = 1_000;

/** What was removed. @internal */
export type Removed = Record<
  'anomalies' | 'runs' | 'days' | 'deliveries',
  number
>;

/**
 * Removes what is older than the configuration wants to keep, step by step. A run that is aborted, or dies with its
 * process, leaves nothing half done: the next one goes on.
 *
 * @internal
 */
export class RetentionService {
  readonly #store: RetentionStore;
  readonly #settings: RetentionSettings;
  readonly #logger: LoggerService;
  readonly #now: () => Date;

  constructor(options: {
    store: RetentionStore;
    settings: RetentionSettings;
    logger: LoggerService;
    now?: () => Date;
  }) {
    this.#store = options.store;
    this.#settings = options.settings;
    this.#logger = options.logger;
    this.#now = options.now ?? (() => new Date());
  }

  /** Removes all that is too old, unless it is told to stop before. */
  async run(signal?: AbortSignal): Promise<Removed> {
    const removed: Removed = {
      anomalies: 0,
      runs: 0,
      days: 0,
      deliveries: 0,
    };
    await this.#removeDeliveries(removed, signal);
    await this.#removeAnomalies(removed, signal);
    const firstDay = this.#before('days').toISOString().slice(0, 10);
    removed.days = await repeat(signal, () =>
      this.#store.removeDays(firstDay, ROWS_PER_STEP),
    );
    if (Object.values(removed).some(count => count > 0)) {
      this.#logger.info(
        `Removed what is older than servicenowTicketing.retention keeps: ${Object.entries(
          removed,
        )
          .map(([what, count]) => `${count} ${what}`)
          .join(', ')}`,
        { ...removed },
      );
    }
    return removed;
  }

  async #removeDeliveries(
    removed: Removed,
    signal?: AbortSignal,
  ): Promise<void> {
    let position: SettledPosition | undefined;
    do {
      if (signal?.aborted) {
        return;
      }
      const step = await this.#store.removeDeliveries(
        { before: this.#before('deliveries'), limit: ROWS_PER_STEP },
        position,
      );
      removed.deliveries += step.removed;
      position = step.position;
    } while (position);
  }

  async #removeAnomalies(
    removed: Removed,
    signal?: AbortSignal,
  ): Promise<void> {
    const before = this.#before('archivedAnomalies');
    let after = 0;
    while (!signal?.aborted) {
      const step = await this.#store.nextStep({
        after,
        size: ANOMALIES_PER_STEP,
        before,
      });
      if (!step) {
        return;
      }
      const { upTo, over } = step;
      if (over.length > 0) {
        removed.anomalies += await this.#store.removeArchived(over, before);
      }
      removed.runs += await this.#store.removeRuns(
        { after, upTo },
        {
          before: this.#before('runs'),
          keep: this.#settings.runsPerAnomaly,
        },
      );
      after = upTo;
    }
  }

  #before(what: Exclude<keyof RetentionSettings, 'runsPerAnomaly'>): Date {
    return new Date(this.#now().getTime() - this.#settings[what]);
  }
}

/** Does steps until one finds less than it may remove. */
async function repeat(
  signal: AbortSignal | undefined,
  step: () => Promise<number>,
): Promise<number> {
  let total = 0;
  while (!signal?.aborted) {
    const removed = await step();
    total += removed;
    if (removed < ROWS_PER_STEP) {
      break;
    }
  }
  return total;
}
