import {
  COUNT_LIMIT,
  type AnomalySummary,
  type SummaryCount,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { AnomalyAccess } from '../../../domain/anomalyAccess';
import type { DatabaseTime } from '../../tables';
import { toOptionalIso } from '../../time';
import { whereAllowed } from './access';
import { countUpTo } from './countUpTo';
import { whereEntity } from './filter';
import { IS_ARCHIVED, IS_OPEN } from './status';

type Counted = 'active' | 'acknowledged' | 'archived' | 'tickets' | 'unmatched';

const COUNTED: Counted[] = [
  'active',
  'acknowledged',
  'archived',
  'tickets',
  'unmatched',
];

/** PostgreSQL hands out counts as text; a sum over nothing is null. */
type Counts = Record<Counted, number | string | null> & {
  last_report: DatabaseTime | null;
  /** How many open anomalies were looked at, where that is limited. */
  looked_at?: number | string;
};

/** What is counted, as conditions that the indexes have. */
const CONDITIONS: Record<Counted, string> = {
  active: `${IS_OPEN} and anomalies.status = 'Active'`,
  acknowledged: `${IS_OPEN} and anomalies.status = 'Acknowledged'`,
  archived: IS_ARCHIVED,
  tickets: `${IS_OPEN} and anomalies.has_ticket`,
  unmatched: `${IS_OPEN} and not anomalies.matched`,
};

/** What the answer calls them. */
const NAMES: Record<Counted, SummaryCount> = {
  active: 'active',
  acknowledged: 'acknowledged',
  archived: 'archived',
  tickets: 'with_tickets',
  unmatched: 'unmatched',
};

/** Of an entity, or of what a caller may see, so many open anomalies are looked at. */
const MOST_LOOKED_AT = 10 * COUNT_LIMIT;

interface Scope {
  knex: Knex;
  entityRef?: string;
  access?: AnomalyAccess;
}

/**
 * The counts above the list: over one entity, or over everything. Tickets count while the anomaly is open. No count goes
 * beyond COUNT_LIMIT, and those that stopped short are named.
 *
 * @internal
 */
export async function summarizeAnomalies(
  scope: Scope,
): Promise<AnomalySummary> {
  const { knex, entityRef, access } = scope;
  const counts =
    entityRef === undefined && access === undefined
      ? await countAll(knex)
      : await countSome(scope);
  const of = (name: Counted) =>
    Math.min(Number(counts[name] ?? 0), COUNT_LIMIT);
  const sawAllOpen = Number(counts.looked_at ?? 0) <= MOST_LOOKED_AT;
  const isExact = (name: Counted) =>
    Number(counts[name] ?? 0) <= COUNT_LIMIT &&
    (sawAllOpen || name === 'archived');
  return {
    active: of('active'),
    acknowledged: of('acknowledged'),
    archived: of('archived'),
    with_tickets: of('tickets'),
    unmatched: of('unmatched'),
    inexact: COUNTED.filter(name => !isExact(name)).map(name => NAMES[name]),
    last_report_at: toOptionalIso(counts.last_report),
  };
}

/** Each count in an index of its own. */
async function countAll(knex: Knex): Promise<Counts> {
  const counts = Object.entries(CONDITIONS).map(([name, condition]) => [
    name,
    // One more tells whether there are more.
    countUpTo(COUNT_LIMIT + 1, {
      knex,
      matching: knex('anomalies').whereRaw(condition),
    }),
  ]);
  const [counted] = await knex.select({
    ...Object.fromEntries(counts),
    last_report: lastReport(knex),
  });
  return counted as unknown as Counts;
}

/** What is found one by one is looked at once, for all counts. */
async function countSome(scope: Scope): Promise<Counts> {
  const { knex } = scope;
  const within = (condition: string) => {
    const query: Knex.QueryBuilder = knex('anomalies').whereRaw(condition);
    if (scope.entityRef !== undefined) {
      whereEntity(query, scope.entityRef);
    }
    whereAllowed(query, scope.access);
    return query;
  };
  const sum = (condition: string) =>
    knex.raw(`sum(case when ${condition} then 1 else 0 end)`);
  const open = within(IS_OPEN)
    .select('anomalies.status', 'anomalies.has_ticket', 'anomalies.matched')
    .limit(MOST_LOOKED_AT + 1);
  const [counted] = await knex
    .select({
      active: sum(`status = 'Active'`),
      acknowledged: sum(`status = 'Acknowledged'`),
      tickets: sum('has_ticket'),
      unmatched: sum('not matched'),
      looked_at: knex.raw('count(*)'),
      archived: countUpTo(COUNT_LIMIT + 1, {
        knex,
        matching: within(IS_ARCHIVED),
      }),
      last_report: lastReport(knex),
    })
    .from(open.as('open'));
  return counted as unknown as Counts;
}

function lastReport(knex: Knex): Knex.QueryBuilder {
  return knex('ingest_deliveries')
    .select('received_at')
    .orderBy('received_at', 'desc')
    .limit(1);
}
