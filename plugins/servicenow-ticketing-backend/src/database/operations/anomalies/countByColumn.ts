import type { Knex } from 'knex';
import type { AnomalyAccess } from '../../../domain/anomalyAccess';
import { whereAllowed } from './access';
import { whereEntity } from './filter';

/** The values of a column among open anomalies, most frequent first. @internal */
export async function countByColumn(options: {
  knex: Knex;
  column: 'source' | 'type';
  entityRef?: string;
  access?: AnomalyAccess;
}): Promise<{ value: string; count: number }[]> {
  const { knex, column, entityRef, access } = options;
  const counting = knex('anomalies')
    .select({ value: column })
    .count({ count: '*' })
    .whereIn('status', ['Active', 'Acknowledged'])
    .groupBy(column)
    .orderBy([{ column: 'count', order: 'desc' }, { column: 'value' }]);
  if (entityRef !== undefined) {
    whereEntity(counting as Knex.QueryBuilder, entityRef);
  }
  whereAllowed(counting as Knex.QueryBuilder, access);
  const rows = (await counting) as { value: string; count: string | number }[];
  return rows.map(({ value, count }) => ({ value, count: Number(count) }));
}
