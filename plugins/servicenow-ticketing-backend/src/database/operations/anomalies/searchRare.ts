import type { Knex } from 'knex';
import type { AnomalyRow } from '../../tables';

/** More ids than this are not handed back to the database. */
const MOST_IDS = 2_000;

/**
 * The page of a search that finds few: what was found is collected once, for the page and to be counted. Asking the index
 * over words is most of what a search costs.
 *
 * @returns `undefined` when more than `limit` are found
 * @internal
 */
export async function searchRare(options: {
  /** Everything that is searched for; each call makes a query of its own. */
  matching: () => Knex.QueryBuilder;
  /** Makes a page of a query: its order, where it begins and where it ends. */
  toPage: (query: Knex.QueryBuilder) => Knex.QueryBuilder;
  /** All anomalies. */
  all: () => Knex.QueryBuilder;
  limit: number;
}): Promise<{ found: AnomalyRow[]; total: number } | undefined> {
  const { matching, toPage, all, limit } = options;
  if (limit > MOST_IDS) {
    return undefined;
  }
  const rows: { id: number }[] = await matching()
    .select('anomalies.id')
    .limit(limit + 1);
  if (rows.length > limit) {
    return undefined;
  }
  const ids = rows.map(({ id }) => id);
  const found: AnomalyRow[] =
    ids.length > 0 ? await toPage(all().whereIn('anomalies.id', ids)) : [];
  return { found, total: ids.length };
}
