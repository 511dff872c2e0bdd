import type { AnomalyStatus } from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { escapeLike } from '../../escapeLike';
import { IS_ARCHIVED, IS_OPEN } from './status';

const SEARCHED = ['title', 'message', 'dataset_name', 'dataset_fqn', 'fields'];

/** What stands between words: ASCII without letters and digits. */
// eslint-disable-next-line no-control-regex -- the same characters as in the index
const BETWEEN_WORDS = /[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+/;

/** Exactly what anomalies_open_search_idx and anomalies_archived_search_idx are over, so that PostgreSQL uses it. */
const WORDS = `to_tsvector('simple', regexp_replace(lower(left(anomalies.title, 1000) || ' ' || left(anomalies.message, 2000) || ' ' || left(anomalies.dataset_name, 1000) || ' ' || left(coalesce(anomalies.dataset_fqn, ''), 1000) || ' ' || left(anomalies.fields, 1000)), '[\\x01-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7f]+', ' ', 'g'))`;

/** What is searched for, and how it is to be found. @internal */
export interface SearchContext {
  isPostgres: boolean;
  statuses?: AnomalyStatus[];
  /** Looks at each row rather than into the index over words: for a query that reads few rows. */
  isOneByOne?: boolean;
}

/**
 * Restricts a query over `anomalies` to those in whose texts every word of `text` occurs, as it is, wherever it begins
 * with a word's beginning. SQLite, where there are few anomalies, finds it in the middle of words, too.
 *
 * @internal
 */
export function whereSearched(
  query: Knex.QueryBuilder,
  text: string,
  context: SearchContext,
): void {
  const terms = text.toLocaleLowerCase('en-US').split(/\s+/).filter(Boolean);
  const wordsOf = (term: string) => term.split(BETWEEN_WORDS).filter(isWord);
  const words = context.isPostgres ? terms.flatMap(wordsOf) : [];
  if (words.length > 0) {
    whereWords(query, words, context);
  }
  for (const term of terms) {
    // The index knows words only: it cannot tell order_id from "order" and "id" apart.
    if (!context.isPostgres || wordsOf(term)[0] !== term) {
      whereContains(query, term);
    }
  }
}

/** Those that are open and those that are archived have an index each. */
function whereWords(
  query: Knex.QueryBuilder,
  words: string[],
  { statuses = [], isOneByOne }: SearchContext,
): void {
  const wanted = words.map(word => `${word}:*`).join(' & ');
  const isFound = `${WORDS} @@ to_tsquery('simple', ?)`;
  const archived = statuses.filter(status => status === 'Archived').length;
  const isOneIndex =
    statuses.length > 0 && (archived === 0 || archived === statuses.length);
  if (isOneByOne) {
    // Finding words costs much more than finding characters, which there must be in any case.
    words.forEach(word => whereContains(query, word));
    query.whereRaw(isFound, [wanted]);
  } else if (isOneIndex) {
    query.whereRaw(isFound, [wanted]);
  } else {
    const found = (part: Knex.QueryBuilder, which: string) =>
      part
        .select('anomalies.id')
        .from('anomalies')
        .whereRaw(which)
        .whereRaw(isFound, [wanted]);
    query.whereIn('anomalies.id', open =>
      found(open, IS_OPEN).unionAll(others => found(others, IS_ARCHIVED)),
    );
  }
}

function isWord(word: string): boolean {
  return /[\p{L}\p{N}]/u.test(word);
}

function whereContains(query: Knex.QueryBuilder, term: string): void {
  const pattern = `%${escapeLike(term)}%`;
  query.where(any => {
    for (const column of SEARCHED) {
      any.orWhereRaw(`lower(??) like ? escape '\\'`, [
        `anomalies.${column}`,
        pattern,
      ]);
    }
  });
}
