import { ColumnDefinition } from '../dictionary/types';

const NUMERIC = new Set(['integer', 'decimal']);
const MOMENTS = new Set(['glide_date_time', 'due_date', 'glide_duration']);

function asBoolean(value: string): string {
  return value === '1' || value.toLowerCase() === 'true' ? 'true' : 'false';
}

/** Brings a value of a query to the form in which the column's values compare. @internal */
export function comparable(column: ColumnDefinition, value: string): string {
  if (column.type === 'boolean') {
    return value === '' ? '' : asBoolean(value);
  }
  if (MOMENTS.has(column.type) && /^\d{4}-\d{2}-\d{2}$/.test(value)) {
    return `${value} 00:00:00`;
  }
  if (column.type === 'glide_date' && value.length > 10) {
    return value.slice(0, 10);
  }
  return value.toLowerCase();
}

/** What values of the column are ordered by: numbers by their size, others as text. @internal */
export function sortKey(
  column: ColumnDefinition,
  value: string,
): string | number {
  if (!NUMERIC.has(column.type)) {
    return value.toLowerCase();
  }
  const number = value === '' ? -Infinity : Number(value);
  return Number.isNaN(number) ? -Infinity : number;
}

/** Orders two values as the column's type does: negative, zero or positive. @internal */
export function compareValues(
  column: ColumnDefinition,
  left: string,
  right: string,
): number {
  if (NUMERIC.has(column.type) && left !== '' && right !== '') {
    const difference = Number(left) - Number(right);
    if (!Number.isNaN(difference)) {
      return difference;
    }
  }
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}

/** Whether two values are the same to the column. @internal */
export function sameValue(
  column: ColumnDefinition,
  left: string,
  right: string,
): boolean {
  return compareValues(column, left, right) === 0;
}
