import type { IngestReport } from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';

/** A document that was taken before. @internal */
export interface KnownDelivery {
  id: number;
  bodyHash?: string;
  /** The first answer, without its id. */
  report: Omit<IngestReport, 'delivery_id'>;
}

/** Remembers the documents that sources reported, so that a repeat is known. @internal */
export class IngestStore {
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

  async find(
    tx: Knex.Transaction,
    query: { source: string; dedupKey: string },
  ): Promise<KnownDelivery | undefined> {
    const row = await tx('ingest_deliveries')
      .where({ source: query.source, dedup_key: query.dedupKey })
      .first();
    return (
      row && {
        id: row.id,
        bodyHash: row.body_hash ?? undefined,
        report: JSON.parse(row.report),
      }
    );
  }

  /** Remembers a document and its answer; returns its id. */
  async add(
    tx: Knex.Transaction,
    delivery: {
      source: string;
      dedupKey: string;
      bodyHash: string;
      reportedBy: string;
      receivedAt: Date;
      report: Omit<IngestReport, 'delivery_id'>;
    },
  ): Promise<number> {
    const [row] = await tx('ingest_deliveries')
      .insert({
        source: delivery.source,
        dedup_key: delivery.dedupKey,
        body_hash: delivery.bodyHash,
        reported_by: delivery.reportedBy,
        received_at: delivery.receivedAt,
        report: JSON.stringify(delivery.report),
      })
      .returning('id');
    return row.id;
  }
}
