import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  IngestKind,
  IngestReport,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { SourceConfig } from '../config/readSourcesConfig';
import type { IngestDelivery, IngestStore } from '../database/IngestStore';
import type { PackedBody } from '../domain/packedBody';
import { storableText } from '../domain/sanitizeObservation';
import { canonicalSource } from '../sources/canonical/canonicalSource';
import { checkBatchSize } from '../sources/reading/batchHead';
import type { ReadingPool } from '../sources/reading/ReadingPool';
import type { Actor } from './contracts';
import type { DeliveryProcessor } from './ingest/DeliveryProcessor';
import { repeatOf } from './ingest/ReportTaker';
import { dedupKey } from './reportIdentity';

/** A document as it arrived. @internal */
export interface IngestRequest {
  sourceId: string;
  body: PackedBody;
  /** The sender's own name for this delivery. */
  idempotencyKey?: string;
  /** What says that it is a CloudEvent: `content-type` and headers that start with `ce-`, in lower case. */
  eventHeaders?: Record<string, string>;
  /** How it came. Default: document */
  kind?: IngestKind;
}

/** A batch in the canonical form; it names its source itself. @internal */
export type IngestBatchRequest = Pick<IngestRequest, 'body' | 'idempotencyKey'>;

/** When a document is taken up that was stored, but whose process ended before it was done. */
const PROCESSING_TIME_MS = 5 * 60_000;

/** The source of a batch that names none. */
const UNKNOWN_SOURCE = '';

/**
 * Takes in what sources report.
 *
 * A document is stored before anything is done with it, and taken in once, whole or not at all: the same bytes, or the
 * same idempotency key, answer with the first delivery's id and change nothing. Items that cannot be used do not cost
 * the others. A document that cannot be used is refused, and kept to be looked at.
 *
 * @internal
 */
export class IngestService {
  readonly #sources: Map<string, SourceConfig>;
  readonly #ingests: IngestStore;
  readonly #pool: ReadingPool;
  readonly #processor: DeliveryProcessor;
  readonly #logger: LoggerService;
  readonly #now: () => Date;

  constructor(options: {
    sources: SourceConfig[];
    ingests: IngestStore;
    pool: ReadingPool;
    processor: DeliveryProcessor;
    logger: LoggerService;
    now?: () => Date;
  }) {
    this.#sources = new Map(options.sources.map(source => [source.id, source]));
    this.#ingests = options.ingests;
    this.#pool = options.pool;
    this.#processor = options.processor;
    this.#logger = options.logger;
    this.#now = options.now ?? (() => new Date());
  }

  findSource(id: string): SourceConfig | undefined {
    return this.#sources.get(id);
  }

  /** A source by its id. @throws NotFoundError that names those there are */
  requireSource(id: string): SourceConfig {
    const source = this.#sources.get(id);
    if (!source) {
      const known = [...this.#sources.keys()].join(', ') || 'none yet';
      throw new NotFoundError(
        `There is no source "${storableText(
          id,
          64,
        )}". Add it to servicenowTicketing.sources in the app-config; configured: ${known}`,
      );
    }
    return source;
  }

  /**
   * Takes in what a tool wrote, bare or in CloudEvents.
   *
   * @throws NotFoundError when there is no such source
   * @throws InputError when the document is not one of the source's
   * @throws ConflictError when the idempotency key was used for another document
   */
  async ingest(request: IngestRequest, reporter: Actor): Promise<IngestReport> {
    const source = this.requireSource(request.sourceId);
    return this.#take(request, { source, reporter });
  }

  /**
   * Takes in a batch in the canonical form. The source need not be configured; where it is, its title and
   * severities hold, whatever its adapter.
   *
   * @throws InputError when it is no such batch
   * @throws PayloadTooLargeError when it holds too many items
   * @throws ConflictError when the idempotency key was used for another document
   */
  async ingestBatch(
    request: IngestBatchRequest,
    reporter: Actor,
  ): Promise<IngestReport> {
    const kind = 'batch';
    let sourceId = UNKNOWN_SOURCE;
    try {
      const head = await this.#pool.readBatchHead(request.body);
      sourceId = head.source;
      checkBatchSize(head);
    } catch (error) {
      // Nothing can be done with it, but its sender may want to see what arrived.
      const delivery = await this.#receive(
        { ...request, sourceId, kind },
        reporter,
      );
      await this.#processor.refuse(delivery, error);
      throw error;
    }
    return this.#take(
      { ...request, sourceId, kind },
      { source: this.batchSource(sourceId), reporter },
    );
  }

  /** How the batches of a source are read, configured or not. */
  batchSource(id: string): SourceConfig {
    const source = this.#sources.get(id) ?? { id, title: id, severity: {} };
    return { ...source, adapter: canonicalSource };
  }

  /** Processes a document that was stored before. */
  async processStored(
    delivery: IngestDelivery,
    options: { body: PackedBody; again: boolean },
  ): Promise<IngestReport> {
    const source =
      delivery.kind === 'batch'
        ? this.batchSource(delivery.source)
        : this.requireSource(delivery.source);
    return this.#processor.process(delivery, { ...options, source });
  }

  async #take(
    request: IngestRequest,
    { source, reporter }: { source: SourceConfig; reporter: Actor },
  ): Promise<IngestReport> {
    const { body } = request;
    const delivery = await this.#receive(request, reporter);
    if (delivery.status === 'processed') {
      // Documents that came before hashes were kept have none.
      if (delivery.bodyHash && delivery.bodyHash !== body.hash) {
        throw new ConflictError(
          'This Idempotency-Key was used for another document before. Send a new key with each new document.',
        );
      }
      return repeatOf(delivery);
    }
    const report = await this.#processor.process(delivery, {
      body,
      source,
      again: false,
    });
    this.#logger.info(
      `Report ${report.delivery_id} of ${source.id}: ${report.created} created, ${report.updated} updated, ${report.reopened} reopened, ${report.resolved} resolved, ${report.unmatched} unmatched, ${report.errors.length} unusable`,
    );
    return report;
  }

  async #receive(
    request: IngestRequest,
    reporter: Actor,
  ): Promise<IngestDelivery> {
    const { body, eventHeaders, idempotencyKey, kind = 'document' } = request;
    const receivedAt = this.#now();
    const bodyHash = body.hash;
    return this.#ingests.receive({
      source: request.sourceId,
      kind,
      dedupKey: dedupKey({ idempotencyKey, bodyHash, eventHeaders }),
      bodyHash,
      bodyBytes: body.bytes,
      body: body.packed,
      eventHeaders,
      reportedBy: reporter.ref,
      receivedAt,
      nextAttemptAt: new Date(receivedAt.getTime() + PROCESSING_TIME_MS),
    });
  }
}
