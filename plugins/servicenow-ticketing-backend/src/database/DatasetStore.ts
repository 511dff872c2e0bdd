import type {
  PageRequest,
  UnmatchedDataset,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { ObservedDataset } from 'backstage-plugin-servicenow-ticketing-node';
import type { Knex } from 'knex';
import { chunksOf, READ_CHUNK_SIZE, WRITE_CHUNK_SIZE } from './chunk';
import { escapeLike } from './escapeLike';
import { IS_OPEN } from './operations/anomalies/status';
import type { AnomalyRow, DatabaseTime } from './tables';
import { toIso } from './time';

/** Anomalies that are matched alike: of one source and dataset, with the same entity named by the source. @internal */
export interface AnomalyGroup {
  key: string;
  source: string;
  namedEntityRef?: string;
  dataset: ObservedDataset;
}

/** PostgreSQL hands out counts as text. */
interface UnmatchedRow {
  key: string;
  platform: string | null;
  fqn: string | null;
  name: string;
  total: number | string;
  newest: number;
  last_seen_at: DatabaseTime;
}

/** Knows the datasets that anomalies are about. @internal */
export class DatasetStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Datasets with open anomalies that belong to no entity, those with the most first. */
  async listUnmatched(
    request: PageRequest & { query?: string },
  ): Promise<{ items: UnmatchedDataset[]; total: number }> {
    const unmatched = () => {
      const query = this.#knex('anomalies')
        .whereRaw(IS_OPEN)
        .whereRaw('not anomalies.matched');
      if (request.query) {
        const pattern = `%${escapeLike(
          request.query.toLocaleLowerCase('en-US'),
        )}%`;
        query.whereRaw(`lower(??) like ? escape '\\'`, [
          'dataset_key',
          pattern,
        ]);
      }
      return query;
    };
    const [counted] = (await unmatched().countDistinct({
      total: 'dataset_key',
    })) as { total: number | string }[];
    const rows = (await unmatched()
      .select({ key: 'dataset_key' })
      .min({ platform: 'dataset_platform' })
      .min({ fqn: 'dataset_fqn' })
      .min({ name: 'dataset_name' })
      .count({ total: '*' })
      .max({ last_seen_at: 'last_seen_at' })
      .max({ newest: 'id' })
      .groupBy('dataset_key')
      .orderBy([{ column: 'total', order: 'desc' }, { column: 'key' }])
      .limit(request.size)
      .offset((request.page - 1) * request.size)) as unknown as UnmatchedRow[];
    const keys = rows.map(({ key }) => key);
    const [sources, samples] = await Promise.all([
      this.#sourcesOf(keys),
      this.#samplesOf(rows.map(({ newest }) => newest)),
    ]);
    return {
      items: rows.map(({ key, platform, fqn, name, ...row }) => ({
        key,
        dataset: { platform, fqn, name },
        sources: sources.get(key) ?? [],
        anomaly_count: Number(row.total),
        last_seen_at: toIso(row.last_seen_at),
        sample: samples.get(key)!,
      })),
      total: Number(counted.total),
    };
  }

  /** What people call a dataset; `undefined` when no anomaly is about it. */
  async nameOf(key: string): Promise<string | undefined> {
    const row = await this.#knex('anomalies')
      .where({ dataset_key: key })
      .select('dataset_fqn', 'dataset_name')
      .first();
    return row && (row.dataset_fqn ?? row.dataset_name);
  }

  /** The keys of some datasets, in order, from behind `after`. */
  async listKeys(options: {
    after?: string;
    limit: number;
  }): Promise<string[]> {
    const query = this.#knex('anomalies')
      .distinct('dataset_key')
      .orderBy('dataset_key')
      .limit(options.limit);
    if (options.after !== undefined) {
      query.where('dataset_key', '>', options.after);
    }
    return (await query).map(row => row.dataset_key);
  }

  /** The groups of anomalies of these datasets that are matched alike. */
  async listGroups(keys: string[]): Promise<AnomalyGroup[]> {
    const query = this.#knex('anomalies')
      .distinct(
        'dataset_key',
        'source',
        'named_entity_ref',
        'dataset_platform',
        'dataset_fqn',
        'dataset_name',
        'dataset_node_id',
      )
      .whereIn('dataset_key', keys);
    const rows: Pick<
      AnomalyRow,
      | 'dataset_key'
      | 'source'
      | 'named_entity_ref'
      | 'dataset_platform'
      | 'dataset_fqn'
      | 'dataset_name'
      | 'dataset_node_id'
    >[] = await query;
    return rows.map(row => ({
      key: row.dataset_key,
      source: row.source,
      namedEntityRef: row.named_entity_ref ?? undefined,
      dataset: {
        platform: row.dataset_platform ?? undefined,
        fqn: row.dataset_fqn ?? undefined,
        name: row.dataset_name,
        nodeId: row.dataset_node_id ?? undefined,
      },
    }));
  }

  /** Lets the anomalies of a group belong to these entities and no others; answers with how many that changed. */
  async moveGroup(group: AnomalyGroup, entityRefs: string[]): Promise<number> {
    return this.#knex.transaction(async tx => {
      const rows = await tx('anomalies')
        .where({
          dataset_key: group.key,
          source: group.source,
          named_entity_ref: group.namedEntityRef ?? null,
          dataset_platform: group.dataset.platform ?? null,
          dataset_fqn: group.dataset.fqn ?? null,
          dataset_name: group.dataset.name,
          dataset_node_id: group.dataset.nodeId ?? null,
        })
        // Most belong where they belong already, and are neither read nor locked.
        .where(others => whereNotOf(others, entityRefs))
        .orderBy('id')
        .select('id')
        .forUpdate();
      for (const chunk of chunksOf(rows, READ_CHUNK_SIZE)) {
        const ids = chunk.map(({ id }) => id);
        await tx('anomaly_entities').whereIn('anomaly_id', ids).delete();
        const inserted = ids.flatMap(id =>
          entityRefs.map(ref => ({ anomaly_id: id, entity_ref: ref })),
        );
        for (const some of chunksOf(inserted, WRITE_CHUNK_SIZE)) {
          await tx('anomaly_entities').insert(some);
        }
        await tx('anomalies')
          .whereIn('id', ids)
          .update({ matched: entityRefs.length > 0 });
      }
      return rows.length;
    });
  }

  async #samplesOf(
    anomalyIds: number[],
  ): Promise<Map<string, UnmatchedDataset['sample']>> {
    const rows = await this.#knex('anomalies')
      .whereIn('id', anomalyIds)
      .select('dataset_key', 'id', 'title', 'message');
    return new Map(
      rows.map(({ dataset_key: key, id, title, message }) => [
        key,
        { anomaly_id: id, title, message },
      ]),
    );
  }

  async #sourcesOf(keys: string[]): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    const rows = await this.#knex('anomalies')
      .distinct('dataset_key', 'source')
      .whereIn('dataset_key', keys)
      .orderBy('source');
    for (const { dataset_key: key, source } of rows) {
      found.set(key, [...(found.get(key) ?? []), source]);
    }
    return found;
  }
}

/** Restricts a query over `anomalies` to those that do not belong to exactly these entities. */
function whereNotOf(query: Knex.QueryBuilder, entityRefs: string[]): void {
  const links = (entities: Knex.QueryBuilder) =>
    entities
      .from('anomaly_entities')
      .whereRaw('?? = ??', ['anomaly_entities.anomaly_id', 'anomalies.id']);
  query.whereExists(others =>
    links(others)
      .select('anomaly_entities.anomaly_id')
      .whereNotIn('anomaly_entities.entity_ref', entityRefs),
  );
  for (const ref of entityRefs) {
    query.orWhereNotExists(own =>
      links(own)
        .select('anomaly_entities.anomaly_id')
        .where('anomaly_entities.entity_ref', ref),
    );
  }
}
