import { displayValue } from '../engine/display';
import type { Row } from '../engine/types';
import { Order } from './ast';
import { sortKey } from './compare';
import { walk, walkColumn } from './dotWalk';
import type { QueryContext } from './QueryContext';

/** Orders rows as a query asks; fields that do not exist are passed over. @internal */
export function sortRows(
  context: QueryContext,
  rows: Row[],
  orderBy: Order[],
): Row[] {
  const { instance, session, table } = context;
  const keys = orderBy.flatMap(({ field, descending }) => {
    const target = walkColumn(instance, table, field);
    return target ? [{ field, descending, column: target.column }] : [];
  });
  if (keys.length === 0) {
    return rows;
  }
  const keyOf = (row: Row, key: (typeof keys)[number]): string | number => {
    const { field, column } = key;
    if (column.type !== 'reference' && !field.includes('.')) {
      return sortKey(column, row[field] ?? '');
    }
    const walked = walk(instance, { table, row }, field);
    if (!walked?.row) {
      return sortKey(column, '');
    }
    // References are ordered by what is shown, not by the identifier.
    const shown =
      walked.column.type === 'reference'
        ? displayValue(
            { ...walked, row: walked.row, instance, session },
            walked.column,
          )
        : walked.row[walked.column.name];
    return sortKey(column, shown ?? '');
  };
  const sortable = rows.map(row => ({
    row,
    keys: keys.map(key => keyOf(row, key)),
  }));
  const signs = keys.map(({ descending }) => (descending ? -1 : 1));
  sortable.sort((a, b) => {
    for (let i = 0; i < signs.length; i++) {
      if (a.keys[i] !== b.keys[i]) {
        return a.keys[i] < b.keys[i] ? -signs[i] : signs[i];
      }
    }
    return 0;
  });
  return sortable.map(entry => entry.row);
}
