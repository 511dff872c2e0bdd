import { displayValue } from '../engine/display';
import type { Row } from '../engine/types';
import { Order } from './ast';
import { compareValues } from './compare';
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
  const keyOf = (row: Row, key: (typeof keys)[number]): string => {
    const { field, column } = key;
    if (column.type !== 'reference' && !field.includes('.')) {
      return (row[field] ?? '').toLowerCase();
    }
    const walked = walk(instance, { table, row }, field);
    if (!walked?.row) {
      return '';
    }
    // References are ordered by what is shown, not by the identifier.
    const shown =
      walked.column.type === 'reference'
        ? displayValue(
            { ...walked, row: walked.row, instance, session },
            walked.column,
          )
        : walked.row[walked.column.name];
    return (shown ?? '').toLowerCase();
  };
  const sortable = rows.map(row => ({
    row,
    keys: keys.map(key => keyOf(row, key)),
  }));
  sortable.sort((a, b) => {
    for (let i = 0; i < keys.length; i++) {
      const order = compareValues(keys[i].column, a.keys[i], b.keys[i]);
      if (order !== 0) {
        return keys[i].descending ? -order : order;
      }
    }
    return 0;
  });
  return sortable.map(entry => entry.row);
}
