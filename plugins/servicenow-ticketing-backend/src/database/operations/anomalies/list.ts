import type { ListAnomaliesRequest } from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { AnomalyAccess } from '../../../domain/anomalyAccess';
import type { AnomalyRow } from '../../tables';
import { whereAllowed } from './access';
import { cursorAfter, whereAfter } from './cursor';
import { applyAnomalyFilter } from './filter';
import { orderOf } from './order';

/** Counting stops there: whoever has more wants to filter, not to know how many. */
const MAX_COUNT = 10_000;

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
    applyAnomalyFilter(query, filter, now);
    whereAllowed(query, access);
    return query;
  };

  const order = orderOf(sort);
  const listing = matching()
    .select('anomalies.*')
    .orderBy(order)
    // One more tells whether there is a next page.
    .limit(size + 1);
  if (cursor === undefined) {
    listing.offset((page - 1) * size);
  } else {
    whereAfter(listing, cursor, order);
  }
  const [found, counted] = await Promise.all([
    listing as Promise<AnomalyRow[]>,
    countUpTo(MAX_COUNT, { knex, matching }),
  ]);
  const rows = found.slice(0, size);
  return {
    rows,
    total: Math.min(counted, MAX_COUNT),
    totalIsExact: counted <= MAX_COUNT,
    nextCursor:
      found.length > size ? cursorAfter(rows[size - 1], order) : undefined,
  };
}

/** How many rows match, or one more than `limit`: it costs the same however many there are. */
async function countUpTo(
  limit: number,
  options: { knex: Knex; matching: () => Knex.QueryBuilder },
): Promise<number> {
  const some = options
    .matching()
    .select(options.knex.raw('1 as one'))
    .limit(limit + 1);
  const [counted] = await options.knex
    .count({ total: '*' })
    .from(some.as('some'));
  return Number((counted as { total: number | string }).total);
}
