import {
  COUNT_LIMIT,
  type AnomalySummary,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { AnomalyAccess } from '../../../domain/anomalyAccess';
import { toOptionalIso } from '../../time';
import { whereAllowed } from './access';
import { countUpTo } from './countUpTo';
import { whereEntity } from './filter';
import { IS_ARCHIVED, IS_OPEN } from './status';

type Counted = 'active' | 'acknowledged' | 'archived' | 'tickets' | 'unmatched';

/** What is counted, as conditions that the indexes have. */
const CONDITIONS: Record<Counted, string> = {
  active: `${IS_OPEN} and anomalies.status = 'Active'`,
  acknowledged: `${IS_OPEN} and anomalies.status = 'Acknowledged'`,
  archived: IS_ARCHIVED,
  tickets: `${IS_OPEN} and anomalies.has_ticket`,
  unmatched: `${IS_OPEN} and not anomalies.matched`,
};

/**
 * The counts above the list: over one entity, or over everything. Tickets count while the anomaly is open. No count goes
 * beyond COUNT_LIMIT.
 *
 * @internal
 */
export async function summarizeAnomalies(options: {
  knex: Knex;
  entityRef?: string;
  access?: AnomalyAccess;
}): Promise<AnomalySummary> {
  const { knex, entityRef, access } = options;
  const counts = Object.fromEntries(
    Object.entries(CONDITIONS).map(([name, condition]) => {
      const matching = knex('anomalies').whereRaw(condition);
      if (entityRef !== undefined) {
        whereEntity(matching as Knex.QueryBuilder, entityRef);
      }
      whereAllowed(matching as Knex.QueryBuilder, access);
      return [name, countUpTo(COUNT_LIMIT, { knex, matching })];
    }),
  );
  const [counted] = (await knex.select({
    ...counts,
    last_report: knex('ingest_deliveries')
      .select('received_at')
      .orderBy('received_at', 'desc')
      .limit(1),
  })) as unknown as [Record<Counted, number | string> & { last_report: null }];

  return {
    active: Number(counted.active),
    acknowledged: Number(counted.acknowledged),
    archived: Number(counted.archived),
    with_tickets: Number(counted.tickets),
    unmatched: Number(counted.unmatched),
    last_report_at: toOptionalIso(counted.last_report),
  };
}
