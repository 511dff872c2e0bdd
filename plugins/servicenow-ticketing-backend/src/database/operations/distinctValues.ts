import type { Knex } from 'knex';

/**
 * A query over `found` with one row, `value`, for each value that an indexed column has; the caller says what to select.
 * Goes from one value to the next in the index, rather than over every row that has it.
 *
 * @internal
 */
export function distinctValues(
  knex: Knex,
  /** What to look through, without anything selected, and the column with its table. */
  among: { rows: () => Knex.QueryBuilder; column: string },
): Knex.QueryBuilder {
  const { rows, column } = among;
  const next = rows().min(column).whereRaw('?? > ??', [column, 'found.value']);
  return knex
    .withRecursive(
      'found',
      ['value'],
      knex.raw(
        'select ? union all select ? from found where found.value is not null',
        [rows().min(column), next],
      ),
    )
    .from('found')
    .whereNotNull('found.value');
}
