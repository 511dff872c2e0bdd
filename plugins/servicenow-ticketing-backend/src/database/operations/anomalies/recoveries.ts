import type { Knex } from 'knex';
import type { AnomalyAccess } from '../../../domain/anomalyAccess';
import { toDate } from '../../time';
import type { DatabaseTime } from '../../tables';
import { whereAllowed } from './access';
import { whereEntity } from './filter';

/** The newest that count: a median of so many does not change by more. */
const MAX_RECOVERIES = 5_000;

/** One time that an anomaly was restored. @internal */
export interface Recovery {
  /** When it began to fail, for the first time or again. */
  failedAt: Date;
  restoredAt: Date;
}

/**
 * What was archived as Resolved since a moment, newest first, over an entity or over everything. An anomaly that came
 * back counts once for each time.
 *
 * @internal
 */
export async function listRecoveries(options: {
  knex: Knex;
  since: Date;
  entityRef?: string;
  /** What the caller may see; everything unless given. */
  access?: AnomalyAccess;
}): Promise<Recovery[]> {
  const { knex, since, entityRef, access } = options;
  const began = knex('activities as before')
    .max('before.created_at')
    .whereRaw('?? = ??', ['before.anomaly_id', 'restored.anomaly_id'])
    .whereRaw('?? < ??', ['before.id', 'restored.id'])
    .where(entry =>
      entry
        .whereIn('before.kind', ['detected', 'reopened'])
        .orWhere('before.from_status', 'Archived'),
    );
  const query = knex('activities as restored')
    .join('anomalies', 'anomalies.id', 'restored.anomaly_id')
    // Spelled out, not bound: SQLite uses a partial index only for what it can read.
    .whereRaw(
      `restored.to_status = 'Archived' and restored.resolution = 'Resolved'`,
    )
    .where('restored.created_at', '>=', since)
    .orderBy('restored.created_at', 'desc')
    .limit(MAX_RECOVERIES)
    .select({
      restored_at: 'restored.created_at',
      first_seen_at: 'anomalies.first_seen_at',
      began_at: began,
    });
  if (entityRef !== undefined) {
    whereEntity(query as Knex.QueryBuilder, entityRef);
  }
  whereAllowed(query as Knex.QueryBuilder, access);
  const rows = (await query) as unknown as {
    restored_at: DatabaseTime;
    first_seen_at: DatabaseTime;
    began_at: DatabaseTime | null;
  }[];
  return rows.map(row => ({
    failedAt: toDate(row.began_at ?? row.first_seen_at),
    restoredAt: toDate(row.restored_at),
  }));
}
