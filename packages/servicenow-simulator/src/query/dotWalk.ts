import { ColumnDefinition } from '../dictionary/types';
import type { Instance } from '../engine/Instance';
import type { Row } from '../engine/types';

const CAST = /^ref_(.+)$/;

/** Where a dotted field name ends up: which row, of which table, and its column. @internal */
export interface Walked {
  table: string;
  /** Undefined when a reference on the way is empty or points nowhere. */
  row: Row | undefined;
  column: ColumnDefinition;
}

/** The column a dotted name means, going by the schema alone. @internal */
export function walkColumn(
  instance: Instance,
  table: string,
  path: string,
): { table: string; column: ColumnDefinition } | undefined {
  const { dictionary } = instance;
  let current = table;
  const steps = path.split('.');
  for (let i = 0; i < steps.length; i++) {
    const cast = CAST.exec(steps[i]);
    if (cast && dictionary.has(cast[1])) {
      current = cast[1];
      continue;
    }
    const column = dictionary.column(current, steps[i]);
    if (!column) {
      return undefined;
    }
    if (i === steps.length - 1) {
      return { table: current, column };
    }
    if (!column.reference || !dictionary.has(column.reference)) {
      return undefined;
    }
    current = column.reference;
  }
  return undefined;
}

/**
 * Follows references from a row: `caller_id.department.name`. Steps of the form `ref_table` only name the class of what a
 * reference points to.
 *
 * @internal
 */
export function walk(
  instance: Instance,
  start: { table: string; row: Row },
  path: string,
): Walked | undefined {
  if (!path.includes('.')) {
    const column = instance.dictionary.column(start.table, path);
    return column && { ...start, column };
  }
  const target = walkColumn(instance, start.table, path);
  if (!target) {
    return undefined;
  }
  let { table } = start;
  let row: Row | undefined = start.row;
  const steps = path.split('.').filter(step => !CAST.test(step));
  for (const step of steps.slice(0, -1)) {
    const reference = instance.dictionary.column(table, step)?.reference;
    const id: string = row?.[step] ?? '';
    const found: { table: string; row: Row } | undefined =
      reference && id ? instance.store.get(reference, id) : undefined;
    row = found?.row;
    table = found?.table ?? reference ?? table;
  }
  const column = instance.dictionary.column(table, target.column.name);
  return { table, row, column: column ?? target.column };
}
