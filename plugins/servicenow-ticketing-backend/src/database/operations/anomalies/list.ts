import type { ListAnomaliesRequest } from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { AnomalyRow } from '../../tables';
import { applyAnomalyFilter } from './filter';

/** One page of anomalies in the order asked for, and how many there are in all. @internal */
export async function listAnomalies(options: {
  knex: Knex;
  filter: ListAnomaliesRequest;
}): Promise<{ rows: AnomalyRow[]; total: number }> {
  const { knex } = options;
  const { page, size, sort, ...filter } = options.filter;

  const counting = knex('anomalies').count({ total: '*' });
  applyAnomalyFilter(counting as Knex.QueryBuilder, filter);
  const [counted] = (await counting) as { total: number | string }[];
  const total = Number(counted.total);
  if ((page - 1) * size >= total) {
    return { rows: [], total };
  }

  const listing = knex('anomalies').select('anomalies.*');
  applyAnomalyFilter(listing, filter);
  const rows: AnomalyRow[] = await listing
    .orderBy(orderOf(sort))
    .limit(size)
    .offset((page - 1) * size);
  return { rows, total };
}

function orderOf(
  sort: ListAnomaliesRequest['sort'],
): { column: string; order: 'asc' | 'desc' }[] {
  const descending = sort.startsWith('-');
  const column = sort.replace('-', '');
  const order = descending ? 'desc' : 'asc';
  switch (column) {
    case 'severity':
      // Severities are stored as ranks, 1 being the worst: the most severe come first when descending.
      return [
        { column: 'severity', order: descending ? 'asc' : 'desc' },
        { column: 'last_seen_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ];
    case 'last_seen_at':
      return [
        { column: 'last_seen_at', order },
        { column: 'id', order },
      ];
    default:
      return [
        { column, order },
        { column: 'last_seen_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ];
  }
}
