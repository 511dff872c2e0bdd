import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { IngestSettings } from '../../config/readIngestConfig';
import type { IngestDocumentStore } from '../../database/IngestDocumentStore';
import type { IngestStore } from '../../database/IngestStore';
import type { DeliveryProcessor } from './DeliveryProcessor';
import type { KeptIngestService } from './KeptIngestService';

/** Documents that are processed in one go. */
const DOCUMENTS_PER_RUN = 20;

/** Processes what a crash or a failure left unprocessed, and lets go of old documents. @internal */
export class IngestUpkeep {
  readonly #ingests: IngestStore;
  readonly #documents: IngestDocumentStore;
  readonly #kept: KeptIngestService;
  readonly #processor: DeliveryProcessor;
  readonly #settings: IngestSettings;
  readonly #logger: LoggerService;
  readonly #now: () => Date;

  constructor(options: {
    ingests: IngestStore;
    documents: IngestDocumentStore;
    kept: KeptIngestService;
    processor: DeliveryProcessor;
    settings: IngestSettings;
    logger: LoggerService;
    now?: () => Date;
  }) {
    this.#ingests = options.ingests;
    this.#documents = options.documents;
    this.#kept = options.kept;
    this.#processor = options.processor;
    this.#settings = options.settings;
    this.#logger = options.logger;
    this.#now = options.now ?? (() => new Date());
  }

  /** Processes documents that are stored and waiting. Answers with how many it took in. */
  async processWaiting(signal?: AbortSignal): Promise<number> {
    const due = await this.#ingests.listDue({
      now: this.#now(),
      limit: DOCUMENTS_PER_RUN,
    });
    let taken = 0;
    for (const delivery of due) {
      if (signal?.aborted) {
        break;
      }
      try {
        await this.#kept.process(delivery, { again: false });
        taken += 1;
        this.#logger.info(
          `Report ${delivery.id} of ${delivery.source} was waiting, and is processed now`,
        );
      } catch (error) {
        const reason = stringifyError(error);
        this.#logger.warn(
          `Report ${delivery.id} of ${delivery.source} was waiting, and cannot be processed: ${reason}`,
        );
        const isGone = (error as Error).name;
        if (isGone === 'NotFoundError' || isGone === 'ConflictError') {
          // Its source is not configured any more, or its document is not there.
          await this.#processor.refuse(delivery, error);
        }
      }
    }
    return taken;
  }

  /** Lets go of documents and of what is known of them, as the config says. */
  async cleanUp(): Promise<void> {
    const { keep, maxAge, maxTotalBytes, rememberFor } = this.#settings;
    const before = (age: number) => new Date(this.#now().getTime() - age);
    await this.#documents.removeBodies({ before: before(keep ? maxAge : 0) });
    await this.#documents.removeBodiesBeyond(maxTotalBytes);
    await this.#documents.forget({ before: before(rememberFor) });
  }
}
