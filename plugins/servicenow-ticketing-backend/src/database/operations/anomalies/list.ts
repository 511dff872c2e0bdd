import {
  COUNT_LIMIT,
  type ListAnomaliesRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { AnomalyAccess } from '../../../domain/anomalyAccess';
import { isPostgres } from '../../isPostgres';
import type { AnomalyRow } from '../../tables';
import { whereAllowed } from './access';
import { countUpTo } from './countUpTo';
import { cursorAfter, whereAfter } from './cursor';
import { applyAnomalyFilter } from './filter';
import { orderOf, sortExpression } from './order';
import { whereSearched } from './search';
import { searchFirst } from './searchFirst';
import { searchRare } from './searchRare';

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
  const { page, size, sort, cursor, query: text, ...filter } = options.filter;
  const matching = (): Knex.QueryBuilder<AnomalyRow, AnomalyRow[]> => {
    const query = knex<AnomalyRow>('anomalies');
    applyAnomalyFilter(query, filter, { now });
    whereAllowed(query, access);
    return query;
  };
  const order = orderOf(sort);
  const offset = cursor === undefined ? (page - 1) * size : 0;
  const inOrder = (query: Knex.QueryBuilder) => {
    for (const column of order) {
      query.orderByRaw(`${sortExpression(column)} ${column.order}`);
    }
  };
  const from = (query: Knex.QueryBuilder) => {
    if (cursor !== undefined) {
      whereAfter(query, cursor, order);
    }
  };
  const search = (query: Knex.QueryBuilder, isOneByOne = false) => {
    if (text !== undefined) {
      whereSearched(query, text, {
        isPostgres: isPostgres(knex),
        statuses: filter.status,
        isOneByOne,
      });
    }
    return query;
  };
  const toPage = (found: AnomalyRow[]) => {
    const rows = found.slice(0, size);
    return {
      rows,
      nextCursor:
        found.length > size ? cursorAfter(rows[size - 1], order) : undefined,
    };
  };

  const pageOf = (query: Knex.QueryBuilder) => {
    // One more tells whether there is a next page.
    query
      .select('anomalies.*')
      .limit(size + 1)
      .offset(offset);
    inOrder(query);
    from(query);
    return query;
  };
  // Whoever goes on page by page sees that there is more.
  const limit = Math.max(COUNT_LIMIT, (page + 1) * size);

  if (text?.trim()) {
    const frequent = await searchFirst({
      knex,
      matching,
      inOrder,
      from,
      search: query => search(query, true),
      page,
      size,
      offset,
    });
    if (frequent) {
      const { found, total } = frequent;
      return { ...toPage(found), total, totalIsExact: false };
    }
    const rare = await searchRare({
      matching: () => search(matching()),
      toPage: pageOf,
      all: () => knex('anomalies'),
      limit,
    });
    if (rare) {
      const { found, total } = rare;
      return { ...toPage(found), total, totalIsExact: true };
    }
  }
  const [found, [counted]] = await Promise.all([
    pageOf(search(matching())) as Promise<AnomalyRow[]>,
    countUpTo(limit + 1, { knex, matching: search(matching()) }),
  ]);
  const total = Number((counted as { total: number | string }).total);
  return {
    ...toPage(found),
    total: Math.min(total, limit),
    totalIsExact: total <= limit,
  };
}
