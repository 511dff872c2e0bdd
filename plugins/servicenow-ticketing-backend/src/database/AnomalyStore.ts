import type {
  AnomalySummary,
  ListAnomaliesRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { pick } from 'lodash';
import type { AnomalyRecord, NewAnomaly } from '../domain/anomaly';
import type { AnomalyAccess } from '../domain/anomalyAccess';
import { toAnomalyRecord, toAnomalyRow } from './anomalyRows';
import { chunksOf, READ_CHUNK_SIZE, WRITE_CHUNK_SIZE } from './chunk';
import { whereAllowed } from './operations/anomalies/access';
import {
  countByColumn,
  type CountedValue,
} from './operations/anomalies/countByColumn';
import {
  listRecoveries,
  type Recovery,
} from './operations/anomalies/recoveries';
import { listAnomalies, type AnomalyPage } from './operations/anomalies/list';
import { summarizeAnomalies } from './operations/anomalies/summarize';
import type { AnomalyRow } from './tables';

/** What people decide; the rest is what the source says. */
const DECIDED_COLUMNS = [
  'status',
  'resolution',
  'assignee',
  'snoozed_until',
  'duplicate_of',
  'archived_until',
  'archived_occurrences',
  'archived_severity',
  'version',
  'updated_at',
] as const;

/** What is counted over: those of an entity, or all; and of them those that may be seen. @internal */
export interface AnomalyScope {
  entityRef?: string;
  access?: AnomalyAccess;
}

/** Keeps anomalies and which catalog entities they belong to. @internal */
export class AnomalyStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async get(id: number, tx: Knex = this.#knex) {
    const row = await tx('anomalies').where({ id }).first();
    return row && (await this.#withEntities(tx, [row]))[0];
  }

  /** Those there are, by id. */
  async getMany(
    ids: number[],
    access?: AnomalyAccess,
  ): Promise<AnomalyRecord[]> {
    const found: AnomalyRecord[] = [];
    for (const chunk of chunksOf([...new Set(ids)], READ_CHUNK_SIZE)) {
      const query = this.#knex('anomalies').whereIn('id', chunk).orderBy('id');
      whereAllowed(query as Knex.QueryBuilder, access);
      found.push(...(await this.#withEntities(this.#knex, await query)));
    }
    return found;
  }

  /** Like {@link get}, and holds the row until the transaction ends. */
  async getForUpdate(tx: Knex.Transaction, id: number) {
    const row = await tx('anomalies').where({ id }).forUpdate().first();
    return row && (await this.#withEntities(tx, [row]))[0];
  }

  /** Like {@link getForUpdate}, for several; those there are, by id. */
  async getAllForUpdate(
    tx: Knex.Transaction,
    ids: number[],
  ): Promise<AnomalyRecord[]> {
    const found: AnomalyRecord[] = [];
    for (const chunk of chunksOf(ids, READ_CHUNK_SIZE)) {
      const rows = await tx('anomalies')
        .whereIn('id', chunk)
        .orderBy('id')
        .forUpdate();
      found.push(...(await this.#withEntities(tx, rows)));
    }
    return found;
  }

  /** One page of anomalies and how many match in all. */
  async list(
    filter: ListAnomaliesRequest,
    options: { now: Date; access?: AnomalyAccess },
  ): Promise<Omit<AnomalyPage, 'rows'> & { items: AnomalyRecord[] }> {
    const { rows, ...page } = await listAnomalies({
      knex: this.#knex,
      filter,
      ...options,
    });
    return { items: await this.#withEntities(this.#knex, rows), ...page };
  }

  /** The sources and types of open anomalies, and how many of them have each. */
  async countFacets(scope: AnomalyScope = {}): Promise<{
    sources: CountedValue[];
    types: CountedValue[];
  }> {
    const [sources, types] = await Promise.all(
      (['source', 'type'] as const).map(column =>
        countByColumn({ knex: this.#knex, column, ...scope }),
      ),
    );
    return { sources, types };
  }

  /** Counts over an entity, or over everything. */
  async summarize(scope: AnomalyScope = {}): Promise<AnomalySummary> {
    return summarizeAnomalies({ knex: this.#knex, ...scope });
  }

  /** What was restored since a moment, over an entity or over everything. */
  async listRecoveries(
    scope: AnomalyScope & { since: Date },
  ): Promise<Recovery[]> {
    return listRecoveries({ knex: this.#knex, ...scope });
  }

  /** The anomalies of a source by fingerprint; holds their rows until the transaction ends. */
  async findForUpdate(
    tx: Knex.Transaction,
    query: { source: string; fingerprints: string[] },
  ): Promise<Map<string, AnomalyRecord>> {
    const found = new Map<string, AnomalyRecord>();
    for (const fingerprints of chunksOf(query.fingerprints, READ_CHUNK_SIZE)) {
      const rows = await tx('anomalies')
        .where({ source: query.source })
        .whereIn('fingerprint', fingerprints)
        // One order for everybody, so that two reports never wait for each other.
        .orderBy('id')
        .forUpdate();
      for (const anomaly of await this.#withEntities(tx, rows)) {
        found.set(anomaly.fingerprint, anomaly);
      }
    }
    return found;
  }

  /** Writes new anomalies with their entities; answers with their ids, by fingerprint. */
  async insertAll(
    tx: Knex.Transaction,
    anomalies: NewAnomaly[],
  ): Promise<Map<string, number>> {
    const ids = new Map<string, number>();
    for (const chunk of chunksOf(anomalies, WRITE_CHUNK_SIZE)) {
      const rows = await tx('anomalies')
        .insert(chunk.map(toAnomalyRow))
        .returning(['id', 'fingerprint']);
      for (const row of rows) {
        ids.set(row.fingerprint, row.id);
      }
      await this.#insertEntities(
        tx,
        chunk.map(anomaly => ({
          id: ids.get(anomaly.fingerprint)!,
          entityRefs: anomaly.entityRefs,
        })),
      );
    }
    return ids;
  }

  /** Writes anomalies that were read with {@link findForUpdate}, a statement for many. */
  async updateAll(
    tx: Knex.Transaction,
    anomalies: AnomalyRecord[],
  ): Promise<void> {
    for (const chunk of chunksOf(anomalies, WRITE_CHUNK_SIZE)) {
      // An upsert by id is the one statement of both databases that gives every row its own values. With the
      // id given it takes no number from the sequence, which an upsert by fingerprint would use up.
      await tx('anomalies')
        .insert(
          chunk.map(anomaly => ({ id: anomaly.id, ...toAnomalyRow(anomaly) })),
        )
        .onConflict('id')
        .merge();
    }
  }

  /** Replaces the entities of anomalies. */
  async replaceEntities(
    tx: Knex.Transaction,
    anomalies: { id: number; entityRefs: string[] }[],
  ): Promise<void> {
    for (const chunk of chunksOf(anomalies, READ_CHUNK_SIZE)) {
      await tx('anomaly_entities')
        .whereIn(
          'anomaly_id',
          chunk.map(anomaly => anomaly.id),
        )
        .delete();
      await this.#insertEntities(tx, chunk);
      for (const matched of [true, false]) {
        const ids = chunk
          .filter(({ entityRefs }) => entityRefs.length > 0 === matched)
          .map(({ id }) => id);
        await tx('anomalies').whereIn('id', ids).update({ matched });
      }
    }
  }

  /**
   * Writes what somebody decided, unless the anomaly has changed since it was read.
   *
   * @returns false when its version is not the expected one any more
   */
  async updateDecided(
    tx: Knex.Transaction,
    anomaly: AnomalyRecord,
    expectedVersion: number,
  ): Promise<boolean> {
    const changed = await tx('anomalies')
      .where({ id: anomaly.id, version: expectedVersion })
      .update(pick(toAnomalyRow(anomaly), DECIDED_COLUMNS));
    return changed === 1;
  }

  /** Which of these anomalies have tickets. */
  async withTickets(
    tx: Knex.Transaction,
    anomalyIds: number[],
  ): Promise<Set<number>> {
    const found = new Set<number>();
    for (const ids of chunksOf(anomalyIds, READ_CHUNK_SIZE)) {
      const rows = await tx('ticket_links')
        .distinct('anomaly_id')
        .whereIn('anomaly_id', ids);
      rows.forEach(row => found.add(row.anomaly_id));
    }
    return found;
  }

  async #insertEntities(
    tx: Knex.Transaction,
    anomalies: { id: number; entityRefs: string[] }[],
  ): Promise<void> {
    const rows = anomalies.flatMap(({ id, entityRefs }) =>
      entityRefs.map(ref => ({ anomaly_id: id, entity_ref: ref })),
    );
    for (const chunk of chunksOf(rows, WRITE_CHUNK_SIZE)) {
      await tx('anomaly_entities').insert(chunk);
    }
  }

  async #withEntities(tx: Knex, rows: AnomalyRow[]): Promise<AnomalyRecord[]> {
    const refs = new Map<number, string[]>(rows.map(row => [row.id, []]));
    for (const ids of chunksOf([...refs.keys()], READ_CHUNK_SIZE)) {
      const links = await tx('anomaly_entities')
        .whereIn('anomaly_id', ids)
        .orderBy('entity_ref');
      links.forEach(link => refs.get(link.anomaly_id)?.push(link.entity_ref));
    }
    return rows.map(row => toAnomalyRecord(row, refs.get(row.id) ?? []));
  }
}
