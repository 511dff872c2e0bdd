import type { Knex } from 'knex';

/**
 * How many rows a query over anomalies matches, at most `limit`: it costs the same however many there are.
 *
 * @internal
 */
export function countUpTo(
  limit: number,
  options: { knex: Knex; matching: Knex.QueryBuilder },
): Knex.QueryBuilder {
  const { knex, matching } = options;
  const some = matching.select(knex.raw('1 as one')).limit(limit);
  return knex.count({ total: '*' }).from(some.as('some'));
}
