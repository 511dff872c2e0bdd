import type { Knex } from 'knex';
import type { AnomalyRow } from '../../tables';
import { countUpTo } from './countUpTo';

/** So many anomalies are looked at one by one before the index over words is asked. */
const MOST_LOOKED_AT = 1_000;
/** What is found among them is counted to here. */
const MOST_COUNTED = 100;

/**
 * The page of a search for words that are frequent: found by looking at what comes first in the order, one by one. The
 * index over words has to collect everything that holds a frequent word, most of which no page will show.
 *
 * @returns `undefined` when what comes first does not fill the page, or is all there is
 * @internal
 */
export async function searchFirst(options: {
  knex: Knex;
  /** What is searched in; each call makes a query of its own. */
  matching: () => Knex.QueryBuilder;
  /** Puts a query in the order of the list. */
  inOrder: (query: Knex.QueryBuilder) => void;
  /** Begins where the page before ended. */
  from: (query: Knex.QueryBuilder) => void;
  /** Restricts a query to what is searched for, looking at each row. */
  search: (query: Knex.QueryBuilder) => void;
  page: number;
  size: number;
  offset: number;
}): Promise<{ found: AnomalyRow[]; total: number } | undefined> {
  const { knex, matching, inOrder, from, search, page, size, offset } = options;
  const first = (isPage: boolean) => {
    const candidates = matching().select('anomalies.*').limit(MOST_LOOKED_AT);
    inOrder(candidates);
    if (isPage) {
      from(candidates);
    }
    const query: Knex.QueryBuilder = knex.from(candidates.as('anomalies'));
    search(query);
    return query;
  };
  const listing = first(true)
    .select('anomalies.*')
    .limit(size + 1)
    .offset(offset);
  inOrder(listing);
  const [found, [counted]] = await Promise.all([
    listing as Promise<AnomalyRow[]>,
    knex.select({
      total: countUpTo(Math.max(MOST_COUNTED, (page + 1) * size), {
        knex,
        matching: first(false),
      }),
      looked_at: countUpTo(MOST_LOOKED_AT + 1, { knex, matching: matching() }),
    }),
  ]);
  return found.length > size && Number(counted.looked_at) > MOST_LOOKED_AT
    ? { found, total: Number(counted.total) }
    : undefined;
}
