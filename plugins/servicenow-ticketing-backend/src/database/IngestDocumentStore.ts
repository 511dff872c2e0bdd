import {
  toPage,
  type KeptIngest,
  type ListIngestsRequest,
  type Page,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { toIso, toOptionalIso } from './time';
import type { IngestDeliveryRow } from './tables';

/** Rows one statement removes. */
const DELETE_CHUNK_SIZE = 200;

type KeptRow = IngestDeliveryRow & { kept_id: number | null };

/** Shows the documents that are kept, and lets go of them in time. @internal */
export class IngestDocumentStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** One page of what was reported, newest first. */
  async list(filter: ListIngestsRequest): Promise<Page<KeptIngest>> {
    const { page, size, source, status } = filter;
    const matching = () =>
      this.#knex('ingest_deliveries').where(query => {
        if (source !== undefined) {
          query.where('ingest_deliveries.source', source);
        }
        if (status !== undefined) {
          query.where('ingest_deliveries.status', status);
        }
      });
    const [counted] = await matching().count({ total: '*' });
    const rows: KeptRow[] = await this.#withKept(matching())
      .orderBy('ingest_deliveries.id', 'desc')
      .limit(size)
      .offset((page - 1) * size);
    return toPage(rows.map(toKeptIngest), {
      total: Number(counted.total),
      page,
      size,
    });
  }

  async get(id: number): Promise<KeptIngest | undefined> {
    const [row]: KeptRow[] = await this.#withKept(
      this.#knex('ingest_deliveries').where('ingest_deliveries.id', id),
    );
    return row && toKeptIngest(row);
  }

  /** The document, gzip, where it is still kept. */
  async readBody(id: number): Promise<Buffer | undefined> {
    const row = await this.#knex('ingest_bodies')
      .where({ delivery_id: id })
      .first('body');
    return row?.body;
  }

  /** Lets go of documents, but not of what became of them, that came before a time. Returns how many. */
  async removeBodies(options: { before: Date }): Promise<number> {
    return this.#deleteBodies(() =>
      this.#settled().where(
        'ingest_deliveries.received_at',
        '<',
        options.before,
      ),
    );
  }

  /** Lets go of the oldest documents until the others take up at most so many bytes. Returns how many. */
  async removeBodiesBeyond(maxBytes: number): Promise<number> {
    let removed = 0;
    for (;;) {
      const [sum] = await this.#knex('ingest_bodies').sum({
        bytes: 'packed_bytes',
      });
      let excess = Number(sum.bytes ?? 0) - maxBytes;
      if (excess <= 0) {
        return removed;
      }
      const oldest: { delivery_id: number; packed_bytes: number }[] =
        await this.#settled()
          .orderBy('ingest_bodies.delivery_id')
          .limit(DELETE_CHUNK_SIZE)
          .select('ingest_bodies.delivery_id', 'ingest_bodies.packed_bytes');
      const ids: number[] = [];
      for (const { delivery_id, packed_bytes } of oldest) {
        if (excess > 0) {
          ids.push(delivery_id);
          excess -= packed_bytes;
        }
      }
      if (ids.length === 0) {
        return removed;
      }
      removed += await this.#knex('ingest_bodies')
        .whereIn('delivery_id', ids)
        .delete();
    }
  }

  /** Forgets what came before a time, as if it had never come. Returns how many. */
  async forget(options: { before: Date }): Promise<number> {
    let total = 0;
    for (;;) {
      const removed = await this.#knex('ingest_deliveries')
        .whereIn(
          'id',
          this.#knex('ingest_deliveries')
            .where('received_at', '<', options.before)
            .select('id')
            .limit(DELETE_CHUNK_SIZE),
        )
        .delete();
      total += removed;
      if (removed < DELETE_CHUNK_SIZE) {
        return total;
      }
    }
  }

  #settled() {
    return this.#knex('ingest_bodies')
      .join(
        'ingest_deliveries',
        'ingest_deliveries.id',
        'ingest_bodies.delivery_id',
      )
      .whereNot('ingest_deliveries.status', 'received');
  }

  async #deleteBodies(which: () => Knex.QueryBuilder): Promise<number> {
    let total = 0;
    for (;;) {
      const removed: number = await this.#knex('ingest_bodies')
        .whereIn(
          'delivery_id',
          which().select('ingest_bodies.delivery_id').limit(DELETE_CHUNK_SIZE),
        )
        .delete();
      total += removed;
      if (removed < DELETE_CHUNK_SIZE) {
        return total;
      }
    }
  }

  /** Without the bodies themselves, which may be large. */
  #withKept(query: Knex.QueryBuilder): Knex.QueryBuilder {
    return query
      .leftJoin(
        'ingest_bodies',
        'ingest_bodies.delivery_id',
        'ingest_deliveries.id',
      )
      .select('ingest_deliveries.*', {
        kept_id: 'ingest_bodies.delivery_id',
      });
  }
}

function toKeptIngest(row: KeptRow): KeptIngest {
  return {
    id: row.id,
    source: row.source,
    kind: row.kind,
    status: row.status,
    reason: row.reason,
    reported_by: row.reported_by,
    received_at: toIso(row.received_at),
    processed_at: toOptionalIso(row.processed_at),
    body_bytes: row.body_bytes,
    document_kept: row.kept_id !== null,
    report:
      row.status === 'processed'
        ? { delivery_id: row.id, ...JSON.parse(row.report) }
        : null,
  };
}
