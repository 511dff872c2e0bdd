import type { AnomalySummary } from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { AnomalyAccess } from '../../../domain/anomalyAccess';
import { toOptionalIso } from '../../time';
import { whereAllowed } from './access';
import { whereEntity } from './filter';

/** PostgreSQL hands out counts as text. */
interface CountRow {
  status: string;
  total: number | string;
  tickets: number | string;
  unmatched: number | string;
}

/** The counts above the list: over one entity, or over everything. Tickets count while the anomaly is open. @internal */
export async function summarizeAnomalies(options: {
  knex: Knex;
  entityRef?: string;
  access?: AnomalyAccess;
}): Promise<AnomalySummary> {
  const { knex, entityRef, access } = options;
  const exists = (table: string) =>
    `exists (select 1 from ${table} where ${table}.anomaly_id = anomalies.id)`;

  const counting = knex('anomalies')
    .select('status')
    .count({ total: '*' })
    .select(
      knex.raw(
        `sum(case when ${exists('ticket_links')} then 1 else 0 end) as tickets`,
      ),
      knex.raw(
        `sum(case when ${exists(
          'anomaly_entities',
        )} then 0 else 1 end) as unmatched`,
      ),
    )
    .groupBy('status');
  if (entityRef !== undefined) {
    whereEntity(counting as Knex.QueryBuilder, entityRef);
  }
  whereAllowed(counting as Knex.QueryBuilder, access);
  const rows = (await counting) as unknown as CountRow[];
  const of = (status: string) => rows.find(row => row.status === status);
  const open = [of('Active'), of('Acknowledged')];
  const sum = (column: 'tickets' | 'unmatched') =>
    open.reduce((total, row) => total + Number(row?.[column] ?? 0), 0);

  const lastReport = await knex('ingest_deliveries')
    .select('received_at')
    .orderBy('received_at', 'desc')
    .first();

  return {
    active: Number(of('Active')?.total ?? 0),
    acknowledged: Number(of('Acknowledged')?.total ?? 0),
    archived: Number(of('Archived')?.total ?? 0),
    with_tickets: sum('tickets'),
    unmatched: sum('unmatched'),
    last_report_at: toOptionalIso(lastReport?.received_at ?? null),
  };
}
