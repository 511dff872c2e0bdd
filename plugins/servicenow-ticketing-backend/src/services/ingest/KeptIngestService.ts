import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  IngestReport,
  KeptIngest,
  ListIngestsRequest,
  Page,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { IngestDocumentStore } from '../../database/IngestDocumentStore';
import type { IngestDelivery, IngestStore } from '../../database/IngestStore';
import type { IngestService } from '../IngestService';

/** Shows what was reported, and processes kept documents once more. @internal */
export class KeptIngestService {
  readonly #ingests: IngestStore;
  readonly #documents: IngestDocumentStore;
  readonly #ingest: IngestService;

  constructor(options: {
    ingests: IngestStore;
    documents: IngestDocumentStore;
    ingest: IngestService;
  }) {
    this.#ingests = options.ingests;
    this.#documents = options.documents;
    this.#ingest = options.ingest;
  }

  /** One page of what was reported, newest first. */
  async list(request: ListIngestsRequest): Promise<Page<KeptIngest>> {
    return this.#documents.list(request);
  }

  /** @throws NotFoundError */
  async get(id: number): Promise<KeptIngest> {
    const kept = await this.#documents.get(id);
    if (!kept) {
      throw unknown(id);
    }
    return kept;
  }

  /** The document itself, gzip. @throws NotFoundError when it is not kept, or not any more */
  async readDocument(id: number): Promise<Buffer> {
    await this.get(id);
    const body = await this.#documents.readBody(id);
    if (!body) {
      throw new NotFoundError(
        `The document of report ${id} is not kept any more. See servicenowTicketing.ingest.keepDocuments in the app-config.`,
      );
    }
    return body;
  }

  /**
   * Processes a kept document as if it came now: one that was refused may be fine after a change of the config, and
   * what was taken in before changes nothing.
   *
   * @throws NotFoundError
   * @throws ConflictError when the document is not kept any more
   * @throws InputError when the document still cannot be used
   */
  async replay(id: number): Promise<IngestReport> {
    const delivery = await this.#ingests.get(id);
    if (!delivery) {
      throw unknown(id);
    }
    return this.process(delivery, { again: true });
  }

  /** Like {@link replay}, of a delivery that is known. */
  async process(
    delivery: IngestDelivery,
    options: { again: boolean },
  ): Promise<IngestReport> {
    const packed = await this.#documents.readBody(delivery.id);
    const kept = await this.#documents.get(delivery.id);
    if (!packed || !kept) {
      throw new ConflictError(
        `The document of report ${delivery.id} is not kept any more, so it cannot be processed again. Have its sender send it again.`,
      );
    }
    return this.#ingest.processStored(delivery, {
      ...options,
      body: {
        packed,
        hash: delivery.bodyHash ?? '',
        bytes: kept.body_bytes ?? 0,
      },
    });
  }
}

function unknown(id: number): NotFoundError {
  return new NotFoundError(`There is no report ${id}`);
}
