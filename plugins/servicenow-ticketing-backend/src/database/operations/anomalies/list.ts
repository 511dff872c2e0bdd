import {
  COUNT_LIMIT,
  type ListAnomaliesRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { AnomalyAccess } from '../../../domain/anomalyAccess';
import type { AnomalyRow } from '../../tables';
import { whereAllowed } from './access';
import { countUpTo } from './countUpTo';
import { cursorAfter, whereAfter } from './cursor';
import { applyAnomalyFilter } from './filter';
import { orderOf, sortExpression } from './order';

/** One page of anomalies, and how many there are in all. @internal */
export interface AnomalyPage {
  rows: AnomalyRow[];
  total: number;
  totalIsExact: boolean;
  nextCursor?: string;
}

/** One page of anomalies in the order asked for. @internal */
export async function listAnomalies(options: {
  knex: Knex;
  filter: ListAnomaliesRequest;
  /** What the caller may see; everything unless given. */
  access?: AnomalyAccess;
  now: Date;
}): Promise<AnomalyPage> {
  const { knex, access, now } = options;
  const { page, size, sort, cursor, ...filter } = options.filter;
  const matching = (): Knex.QueryBuilder<AnomalyRow, AnomalyRow[]> => {
    const query = knex<AnomalyRow>('anomalies');
    applyAnomalyFilter(query, filter, {
      now,
      isPostgres: knex.client.config.client === 'pg',
    });
    whereAllowed(query, access);
    return query;
  };

  const order = orderOf(sort);
  const listing = matching()
    .select('anomalies.*')
    // One more tells whether there is a next page.
    .limit(size + 1);
  for (const column of order) {
    listing.orderByRaw(`${sortExpression(column)} ${column.order}`);
  }
  if (cursor === undefined) {
    listing.offset((page - 1) * size);
  } else {
    whereAfter(listing, cursor, order);
  }
  // Whoever goes on page by page sees that there is more.
  const limit = Math.max(COUNT_LIMIT, (page + 1) * size);
  const [found, [counted]] = await Promise.all([
    listing as Promise<AnomalyRow[]>,
    countUpTo(limit + 1, { knex, matching: matching() }),
  ]);
  const rows = found.slice(0, size);
  const total = Number((counted as { total: number | string }).total);
  return {
    rows,
    total: Math.min(total, limit),
    totalIsExact: total <= limit,
    nextCursor:
      found.length > size ? cursorAfter(rows[size - 1], order) : undefined,
  };
}
