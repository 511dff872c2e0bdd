import { COUNT_LIMIT } from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { AnomalyAccess } from '../../../domain/anomalyAccess';
import { whereAllowed } from './access';
import { distinctValues } from '../distinctValues';
import { countUpTo } from './countUpTo';
import { whereEntity } from './filter';
import { IS_OPEN } from './status';

/** Of an entity, or of what a caller may see, so many anomalies are looked at. */
const MOST_LOOKED_AT = 10_000;

/** A value and how many have it, no more than COUNT_LIMIT. @internal */
export interface CountedValue {
  value: string;
  count: number;
  /** Otherwise there are more than `count`, or as many. */
  isExact: boolean;
}

/** The values of a column among open anomalies, most frequent first. @internal */
export async function countByColumn(options: {
  knex: Knex;
  column: 'source' | 'type';
  entityRef?: string;
  access?: AnomalyAccess;
}): Promise<CountedValue[]> {
  const { entityRef, access } = options;
  const rows =
    entityRef === undefined && access === undefined
      ? await countAll(options)
      : await countSome(options);
  return rows
    .map(({ value, count, looked_at: lookedAt }) => ({
      value,
      count: Math.min(Number(count), COUNT_LIMIT),
      isExact:
        Number(count) <= COUNT_LIMIT && Number(lookedAt ?? 0) <= MOST_LOOKED_AT,
    }))
    .sort(
      (one, other) =>
        other.count - one.count || (one.value < other.value ? -1 : 1),
    );
}

interface CountRow {
  value: string;
  /** PostgreSQL hands out counts as text. */
  count: number | string;
  /** How many anomalies were looked at, where that is limited. */
  looked_at?: number | string;
}

/** Goes from one value to the next in the index, rather than over every anomaly. */
async function countAll(options: {
  knex: Knex;
  column: 'source' | 'type';
}): Promise<CountRow[]> {
  const { knex, column } = options;
  // One more tells whether there are more.
  const counted = countUpTo(COUNT_LIMIT + 1, {
    knex,
    matching: knex('anomalies')
      .whereRaw(IS_OPEN)
      .whereRaw('?? = ??', [`anomalies.${column}`, 'found.value']),
  });
  return distinctValues(knex, {
    rows: () => knex('anomalies').whereRaw(IS_OPEN),
    column: `anomalies.${column}`,
  }).select({ value: 'found.value', count: counted });
}

async function countSome(options: {
  knex: Knex;
  column: 'source' | 'type';
  entityRef?: string;
  access?: AnomalyAccess;
}): Promise<CountRow[]> {
  const { knex, column, entityRef, access } = options;
  const some = knex('anomalies')
    .select({ value: `anomalies.${column}` })
    .whereRaw(IS_OPEN)
    .limit(MOST_LOOKED_AT + 1);
  if (entityRef !== undefined) {
    whereEntity(some as Knex.QueryBuilder, entityRef);
  }
  whereAllowed(some as Knex.QueryBuilder, access);
  return knex
    .select('value', {
      looked_at: knex.raw('cast(sum(count(*)) over () as integer)'),
    })
    .count({ count: '*' })
    .from((some as Knex.QueryBuilder).as('some'))
    .groupBy('value') as unknown as Promise<CountRow[]>;
}
