import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { EventsService } from '@backstage/plugin-events-node';
import type { Rematcher } from './Rematcher';

/** Changes of the catalog come many at a time: what follows within this time is taken together. */
const GATHERING_MS = 5_000;

/**
 * Matches anomalies anew soon after events of the host that say that entities have changed. What the events hold does not
 * matter, so that any may be used.
 *
 * @internal
 */
export class CatalogEvents {
  readonly #events: EventsService;
  readonly #rematcher: Pick<Rematcher, 'rematchAll'>;
  readonly #logger: LoggerService;
  readonly #gatheringTime: number;
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #isWanted = false;

  constructor(options: {
    events: EventsService;
    rematcher: Pick<Rematcher, 'rematchAll'>;
    logger: LoggerService;
    gatheringTime?: number;
  }) {
    this.#events = options.events;
    this.#rematcher = options.rematcher;
    this.#logger = options.logger;
    this.#gatheringTime = options.gatheringTime ?? GATHERING_MS;
  }

  /** Listens to these topics. */
  async subscribe(topics: string[]): Promise<void> {
    if (topics.length > 0) {
      await this.#events.subscribe({
        id: 'matching',
        topics,
        onEvent: async () => this.#noteChange(),
      });
    }
  }

  /** Begins nothing any more, and waits for what it has begun. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    await this.#running;
  }

  #noteChange(): void {
    this.#isWanted = true;
    if (this.#timer || this.#running || this.#stopping.signal.aborted) {
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#isWanted = false;
      this.#running = this.#rematch();
    }, this.#gatheringTime);
    this.#timer.unref();
  }

  async #rematch(): Promise<void> {
    try {
      await this.#rematcher.rematchAll(this.#stopping.signal);
    } catch (error) {
      this.#logger.warn(
        `Anomalies could not be matched to the changed catalog; it is tried again later: ${stringifyError(
          error,
        )}`,
      );
    }
    this.#running = undefined;
    // What changed meanwhile may have been looked at before it did.
    if (this.#isWanted) {
      this.#noteChange();
    }
  }
}
