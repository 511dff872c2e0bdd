import type {
  IngestKind,
  IngestReport,
  IngestStatus,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { storableText } from '../domain/sanitizeObservation';
import type { IngestDeliveryRow } from './tables';
import { toDate } from './time';

/** What became of a document, without the id of its delivery. @internal */
export type StoredReport = Omit<IngestReport, 'delivery_id'>;

/** A document that a source reported. @internal */
export interface IngestDelivery {
  id: number;
  source: string;
  kind: IngestKind;
  status: IngestStatus;
  bodyHash?: string;
  eventHeaders?: Record<string, string>;
  receivedAt: Date;
  attempts: number;
  /** The first answer; all zeros until it is processed. */
  report: StoredReport;
}

/** A document that has just arrived. @internal */
export interface NewIngestDelivery {
  source: string;
  kind: IngestKind;
  dedupKey: string;
  bodyHash: string;
  bodyBytes: number;
  /** The document, gzip. */
  body: Buffer;
  eventHeaders?: Record<string, string>;
  reportedBy: string;
  receivedAt: Date;
  /** When to process it, should this process not come to it. */
  nextAttemptAt: Date;
}

/** How processing a document ended. @internal */
export interface IngestOutcome {
  status: 'processed' | 'refused';
  reason?: string;
  report?: StoredReport;
  at: Date;
  /** Whether the document itself stays. */
  keepBody: boolean;
}

/** What was done with a document that is not processed yet. */
export const NOTHING_DONE: StoredReport = {
  created: 0,
  updated: 0,
  reopened: 0,
  resolved: 0,
  ignored: 0,
  unmatched: 0,
  errors: [],
};

const MAX_REASON_LENGTH = 4_000;

/** Remembers the documents that sources reported: what became of each, and so which come again. @internal */
export class IngestStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /**
   * Lets one report of a source be taken in at a time until the transaction ends. Reports of the same source
   * touch the same anomalies; two at once would make the same one twice.
   */
  async lockSource(tx: Knex.Transaction, source: string): Promise<void> {
    // SQLite has one connection, and so one transaction at a time.
    if (tx.client.config.client === 'pg') {
      await tx.raw('select pg_advisory_xact_lock(hashtext(?))', [
        `servicenow-ticketing.ingest:${source}`,
      ]);
    }
  }

  /**
   * Stores a document, with its body, before anything is done with it. One with the same key that was processed is
   * left alone; one that was not is replaced, as its sender may have corrected it.
   *
   * @returns the delivery the document belongs to
   */
  async receive(delivery: NewIngestDelivery): Promise<IngestDelivery> {
    const key = { source: delivery.source, dedup_key: delivery.dedupKey };
    return this.#knex.transaction(async tx => {
      const news = {
        kind: delivery.kind,
        body_hash: delivery.bodyHash,
        body_bytes: delivery.bodyBytes,
        event_headers: delivery.eventHeaders
          ? JSON.stringify(delivery.eventHeaders)
          : null,
        reported_by: delivery.reportedBy,
        received_at: delivery.receivedAt,
        status: 'received' as const,
        reason: null,
        next_attempt_at: delivery.nextAttemptAt,
        attempts: 0,
      };
      const [inserted] = await tx('ingest_deliveries')
        .insert({ ...key, ...news, report: JSON.stringify(NOTHING_DONE) })
        .onConflict(['source', 'dedup_key'])
        .ignore()
        .returning('*');
      const row =
        inserted ??
        (await tx('ingest_deliveries').where(key).forUpdate().first());
      if (row.status === 'processed') {
        return toDelivery(row);
      }
      if (!inserted) {
        await tx('ingest_deliveries').where({ id: row.id }).update(news);
      }
      const { body } = delivery;
      await tx('ingest_bodies')
        .insert({ delivery_id: row.id, packed_bytes: body.length, body })
        .onConflict('delivery_id')
        .merge();
      return toDelivery({ ...row, ...news });
    });
  }

  async get(id: number): Promise<IngestDelivery | undefined> {
    const row = await this.#knex('ingest_deliveries').where({ id }).first();
    return row && toDelivery(row);
  }

  /** The delivery, held until the transaction ends. */
  async getForUpdate(
    tx: Knex.Transaction,
    id: number,
  ): Promise<IngestDelivery | undefined> {
    const row = await tx('ingest_deliveries').where({ id }).forUpdate().first();
    return row && toDelivery(row);
  }

  /** Says how a document ended. What was processed once is never refused later. */
  async settle(
    id: number,
    outcome: IngestOutcome,
    tx: Knex = this.#knex,
  ): Promise<void> {
    const { status, reason, report, at, keepBody } = outcome;
    const settled = await tx('ingest_deliveries')
      .where({ id })
      .where(query =>
        status === 'processed' ? query : query.whereNot('status', 'processed'),
      )
      .update({
        status,
        // It may quote the document, which may hold anything.
        reason: reason ? storableText(reason, MAX_REASON_LENGTH) : null,
        ...(report && { report: JSON.stringify(report) }),
        processed_at: at,
        next_attempt_at: null,
      });
    if (settled > 0 && !keepBody) {
      await tx('ingest_bodies').where({ delivery_id: id }).delete();
    }
  }

  /** Says why a document could not be processed yet, and when to try again. */
  async postpone(
    id: number,
    change: { reason: string; attempts: number; nextAttemptAt: Date },
  ): Promise<void> {
    await this.#knex('ingest_deliveries')
      .where({ id, status: 'received' })
      .update({
        reason: storableText(change.reason, MAX_REASON_LENGTH),
        attempts: change.attempts,
        next_attempt_at: change.nextAttemptAt,
      });
  }

  /** Takes a delivery out again that turned out to be an event that came before. */
  async remove(tx: Knex.Transaction, id: number): Promise<void> {
    await tx('ingest_deliveries').where({ id }).delete();
  }

  /** The delivery that brought an event first, if any did. */
  async findEvent(
    tx: Knex.Transaction,
    event: { source: string; eventKey: string },
  ): Promise<IngestDelivery | undefined> {
    const row = await tx('ingest_events')
      .join(
        'ingest_deliveries',
        'ingest_deliveries.id',
        'ingest_events.delivery_id',
      )
      .where('ingest_events.source', event.source)
      .where('ingest_events.event_key', event.eventKey)
      .first('ingest_deliveries.*');
    return row && toDelivery(row);
  }

  async addEvent(
    tx: Knex.Transaction,
    event: { source: string; eventKey: string; deliveryId: number },
  ): Promise<void> {
    await tx('ingest_events')
      .insert({
        source: event.source,
        event_key: event.eventKey,
        delivery_id: event.deliveryId,
      })
      // The event of a delivery that is replayed.
      .onConflict(['source', 'event_key'])
      .ignore();
  }

  /** Documents that nobody has come to process in time, longest waiting first. */
  async listDue(options: {
    now: Date;
    limit: number;
  }): Promise<IngestDelivery[]> {
    const rows = await this.#knex('ingest_deliveries')
      .where({ status: 'received' })
      .where('next_attempt_at', '<=', options.now)
      .orderBy('next_attempt_at')
      .limit(options.limit);
    return rows.map(toDelivery);
  }
}

function toDelivery(row: IngestDeliveryRow): IngestDelivery {
  return {
    id: row.id,
    source: row.source,
    kind: row.kind,
    status: row.status,
    bodyHash: row.body_hash ?? undefined,
    eventHeaders: row.event_headers ? JSON.parse(row.event_headers) : undefined,
    receivedAt: toDate(row.received_at),
    attempts: row.attempts,
    report: JSON.parse(row.report),
  };
}
