import type {
  AnomalyStatus,
  Resolution,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { chunksOf, READ_CHUNK_SIZE, WRITE_CHUNK_SIZE } from './chunk';

/** An anomaly of a polled tool as it was when last seen. @internal */
export interface SourceItem {
  id: string;
  fingerprint: string;
  /** Hash of what makes it news. */
  digest: string;
  /** In the tool's own words. */
  status: string;
}

/** What somebody decided in the portal about an anomaly of a source. @internal */
export interface SourceDecision {
  activityId: number;
  fingerprint: string;
  status: AnomalyStatus;
  resolution?: Resolution;
}

/** Keeps what is known of tools that are asked instead of reporting themselves. @internal */
export class SourceItemStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Those of the ids that were seen before, by id. */
  async find(source: string, ids: string[]): Promise<Map<string, SourceItem>> {
    const found = new Map<string, SourceItem>();
    for (const chunk of chunksOf(ids, READ_CHUNK_SIZE)) {
      const rows = await this.#knex('source_items')
        .where({ source })
        .whereIn('item_id', chunk);
      rows.map(toItem).forEach(item => found.set(item.id, item));
    }
    return found;
  }

  /** All that are about the same anomalies, by fingerprint. */
  async findByFingerprints(
    source: string,
    fingerprints: string[],
  ): Promise<Map<string, SourceItem[]>> {
    const found = new Map<string, SourceItem[]>();
    for (const chunk of chunksOf(fingerprints, READ_CHUNK_SIZE)) {
      const rows = await this.#knex('source_items')
        .where({ source })
        .whereIn('fingerprint', chunk);
      for (const item of rows.map(toItem)) {
        const others = found.get(item.fingerprint) ?? [];
        found.set(item.fingerprint, [...others, item]);
      }
    }
    return found;
  }

  async save(source: string, items: SourceItem[], at: Date): Promise<void> {
    for (const chunk of chunksOf(items, WRITE_CHUNK_SIZE)) {
      await this.#knex('source_items')
        .insert(
          chunk.map(({ id, ...item }) => ({
            source,
            item_id: id,
            ...item,
            seen_at: at,
          })),
        )
        .onConflict(['source', 'item_id'])
        .merge();
    }
  }

  /** How far the tool has been read; undefined before the first time. */
  async readCursor(source: string): Promise<unknown> {
    const row = await this.#knex('source_cursors').where({ source }).first();
    return row && JSON.parse(row.cursor);
  }

  async writeCursor(source: string, cursor: object, at: Date): Promise<void> {
    await this.#knex('source_cursors')
      .insert({ source, cursor: JSON.stringify(cursor), updated_at: at })
      .onConflict('source')
      .merge();
  }

  /** Decisions, not what the source itself said, oldest first: those after an entry of a timeline, and older than `until`. */
  async listDecisions(query: {
    source: string;
    afterActivityId: number;
    until: Date;
    limit: number;
  }): Promise<SourceDecision[]> {
    const rows = await this.#knex('activities')
      .join('anomalies', 'anomalies.id', 'activities.anomaly_id')
      .where('anomalies.source', query.source)
      .where('activities.kind', 'status')
      .where('activities.id', '>', query.afterActivityId)
      .where('activities.created_at', '<=', query.until)
      .orderBy('activities.id')
      .limit(query.limit)
      .select(
        'activities.id',
        'activities.to_status',
        'activities.resolution',
        'anomalies.fingerprint',
      );
    return rows.map(row => ({
      activityId: row.id,
      fingerprint: row.fingerprint,
      status: row.to_status as AnomalyStatus,
      resolution: (row.resolution ?? undefined) as Resolution | undefined,
    }));
  }

  /** The newest entry of any timeline; 0 where there is none. */
  async newestActivityId(): Promise<number> {
    const row = await this.#knex('activities').max({ id: 'id' }).first();
    return Number(row?.id ?? 0);
  }
}

function toItem(row: {
  item_id: string;
  fingerprint: string;
  digest: string;
  status: string;
}): SourceItem {
  return {
    id: row.item_id,
    fingerprint: row.fingerprint,
    digest: row.digest,
    status: row.status,
  };
}
