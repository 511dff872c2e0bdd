import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { AnomalyRow } from '../../tables';
import { toIso } from '../../time';
import { SORTED_TITLE_LENGTH, sortExpression, type SortColumn } from './order';

const TIMES: readonly SortColumn['column'][] = [
  'last_seen_at',
  'first_seen_at',
];

const values = z.array(z.union([z.string(), z.number()]));

/** Says in a text where a page ended; its form is nobody's business. @internal */
export function cursorAfter(row: AnomalyRow, order: SortColumn[]): string {
  const last = order.map(({ column }) => sortedValue(row, column));
  return Buffer.from(JSON.stringify([nameOf(order), ...last]), 'utf8').toString(
    'base64url',
  );
}

/**
 * Restricts a query to the rows behind the place a cursor names.
 *
 * @throws InputError for a text that is no cursor of this order
 * @internal
 */
export function whereAfter(
  query: Knex.QueryBuilder,
  cursor: string,
  order: SortColumn[],
): void {
  const last = readCursor(cursor, order);
  const compare = (index: number, operator: string) =>
    [`${sortExpression(order[index])} ${operator} ?`, [last[index]]] as const;
  const isBehind = order.map(column => (column.order === 'desc' ? '<' : '>'));
  // Says the same as the rest, and tells the database where in an index to begin.
  query.whereRaw(...compare(0, `${isBehind[0]}=`));
  query.where(any => {
    order.forEach((_, index) => {
      any.orWhere(all => {
        for (let earlier = 0; earlier < index; earlier++) {
          all.whereRaw(...compare(earlier, '='));
        }
        all.whereRaw(...compare(index, isBehind[index]));
      });
    });
  });
}

function sortedValue(
  row: AnomalyRow,
  column: SortColumn['column'],
): string | number {
  switch (column) {
    case 'last_seen_at':
    case 'first_seen_at':
      return toIso(row[column]);
    case 'title':
      // By characters, as databases count, not by halves of them.
      return [...row.title].slice(0, SORTED_TITLE_LENGTH).join('');
    default:
      return row[column];
  }
}

function readCursor(
  cursor: string,
  order: SortColumn[],
): (string | number | Date)[] {
  const [name, ...last] = parse(cursor) ?? [];
  const typed = order.map(({ column }, index) =>
    typedValue(column, last[index]),
  );
  if (name !== nameOf(order) || typed.includes(undefined)) {
    throw new InputError(
      'cursor: is not one that this list gave with the same sort. Begin again without it.',
    );
  }
  return typed as (string | number | Date)[];
}

function typedValue(
  column: SortColumn['column'],
  value: string | number | undefined,
): string | number | Date | undefined {
  if (TIMES.includes(column)) {
    const time = new Date(value ?? NaN);
    return Number.isNaN(time.getTime()) ? undefined : time;
  }
  const expected = column === 'title' ? 'string' : 'number';
  return typeof value === expected ? value : undefined;
}

function parse(cursor: string): (string | number)[] | undefined {
  try {
    const text = Buffer.from(cursor, 'base64url').toString('utf8');
    return values.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function nameOf(order: SortColumn[]): string {
  return `${order[0].order} ${order[0].column}`;
}
