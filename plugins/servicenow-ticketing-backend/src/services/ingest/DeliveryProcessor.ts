import { isError, stringifyError } from '@backstage/errors';
import type { IngestReport } from 'backstage-plugin-servicenow-ticketing-common';
import type { SourceConfig } from '../../config/readSourcesConfig';
import type { IngestDelivery, IngestStore } from '../../database/IngestStore';
import type { PackedBody } from '../../domain/packedBody';
import type { ReadDelivery } from '../../sources/reading/readDelivery';
import type { ReadingPool } from '../../sources/reading/ReadingPool';
import type { ChangeAnnouncer, Outbox } from '../contracts';
import type { EntityOwners } from '../matching/EntityOwners';
import { mergeReports, type EventResult } from '../mergeReports';
import type { ReportTaker } from './ReportTaker';

/** How a delivery is to be processed. */
export interface Processing {
  body: PackedBody;
  source: SourceConfig;
  /** Also when it was processed before. */
  again: boolean;
}

/** The longest a document that could not be processed waits for the next try. */
const MAX_WAIT_MS = 60 * 60_000;
const FIRST_WAIT_MS = 60_000;
/** Tries until something else than the document is taken to be at fault no longer. */
const MAX_ATTEMPTS = 30;

/** Whether trying again cannot help, as it is the document that is at fault. @internal */
export function isFaultOfDocument(error: unknown): error is Error {
  return (
    isError(error) &&
    ['InputError', 'PayloadTooLargeError'].includes(error.name)
  );
}

/**
 * Processes a document that is stored, and writes down how that ended: processed, refused when the document is at
 * fault, or to be tried again when something else is.
 *
 * @internal
 */
export class DeliveryProcessor {
  readonly #ingests: IngestStore;
  readonly #pool: ReadingPool;
  readonly #taker: ReportTaker;
  readonly #owners: Pick<EntityOwners, 'ensure'>;
  readonly #outbox: Outbox;
  readonly #announcer: ChangeAnnouncer;
  readonly #onReport: (source: string, counts: Record<string, number>) => void;
  readonly #keepBodies: boolean;
  readonly #now: () => Date;

  constructor(options: {
    ingests: IngestStore;
    pool: ReadingPool;
    taker: ReportTaker;
    owners: Pick<EntityOwners, 'ensure'>;
    outbox: Outbox;
    announcer: ChangeAnnouncer;
    /** Told what the items of each report did. */
    onReport?: (source: string, counts: Record<string, number>) => void;
    /** Whether documents stay when they are done with. */
    keepBodies: boolean;
    now?: () => Date;
  }) {
    this.#ingests = options.ingests;
    this.#pool = options.pool;
    this.#taker = options.taker;
    this.#owners = options.owners;
    this.#outbox = options.outbox;
    this.#announcer = options.announcer;
    this.#onReport = options.onReport ?? (() => {});
    this.#keepBodies = options.keepBodies;
    this.#now = options.now ?? (() => new Date());
  }

  /** @throws what went wrong, after it is written down */
  async process(
    delivery: IngestDelivery,
    processing: Processing,
  ): Promise<IngestReport> {
    const changed = new Set<number>();
    let report: IngestReport;
    try {
      const read = await this.#read(delivery, processing);
      report = await this.#take(read, {
        delivery,
        changed,
        ...processing,
      });
    } catch (error) {
      await this.#fail(delivery, error);
      throw error;
    } finally {
      // Of a batch of events some may have been taken in.
      this.#outbox.nudge();
      this.#announcer.anomaliesChanged(changed);
    }
    this.#onReport(processing.source.id, countsOf(report));
    if (report.created + report.updated + report.reopened > 0) {
      await this.#owners.ensure();
    }
    return report;
  }

  async #read(
    delivery: IngestDelivery,
    { body, source }: Processing,
  ): Promise<ReadDelivery> {
    return this.#pool.read(body, {
      source: source.id,
      adapter: source.adapter,
      severity: source.severity,
      datasetLabels: source.datasetLabels,
      receivedAt: delivery.receivedAt,
      eventHeaders: delivery.eventHeaders,
    });
  }

  async #take(
    { batch, results }: ReadDelivery,
    options: Processing & { delivery: IngestDelivery; changed: Set<number> },
  ): Promise<IngestReport> {
    const { delivery, source, again, changed } = options;
    const from = { delivery, source, again, changed };
    const settled = { at: this.#now(), keepBody: this.#keepBodies };
    const [only] = results;
    if (!batch && 'report' in only) {
      return this.#taker.takeOnly(only.report, { ...from, outcome: settled });
    }
    const taken: EventResult[] = [];
    for (const result of results) {
      taken.push(
        'reason' in result
          ? result
          : { report: await this.#taker.takeEvent(result.report, from) },
      );
    }
    const merged = mergeReports(delivery.id, taken);
    const { delivery_id: _id, ...report } = merged;
    await this.#ingests.settle(delivery.id, {
      ...settled,
      status: 'processed',
      report,
    });
    return merged;
  }

  /** Writes down that a document cannot be used. */
  async refuse(delivery: IngestDelivery, error: unknown): Promise<void> {
    await this.#ingests.settle(delivery.id, {
      status: 'refused',
      reason: isError(error) ? error.message : String(error),
      at: this.#now(),
      keepBody: this.#keepBodies,
    });
  }

  async #fail(delivery: IngestDelivery, error: unknown): Promise<void> {
    if (isError(error) && error.name === 'ConflictError') {
      // The delivery belongs to another document now.
      return;
    }
    if (isFaultOfDocument(error) || delivery.attempts >= MAX_ATTEMPTS) {
      await this.refuse(delivery, error);
      return;
    }
    const now = this.#now();
    const wait = Math.min(FIRST_WAIT_MS * 2 ** delivery.attempts, MAX_WAIT_MS);
    await this.#ingests.postpone(delivery.id, {
      reason: stringifyError(error),
      attempts: delivery.attempts + 1,
      nextAttemptAt: new Date(now.getTime() + wait),
    });
  }
}

/** What the items of a report did, in numbers. */
function countsOf(report: IngestReport): Record<string, number> {
  const { created, updated, reopened, resolved, ignored, errors } = report;
  return {
    created,
    updated,
    reopened,
    resolved,
    ignored,
    unusable: errors.length,
  };
}
