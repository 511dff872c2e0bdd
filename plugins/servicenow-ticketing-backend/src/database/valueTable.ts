import type { Knex } from 'knex';
import { isPostgres } from './isPostgres';

/** PostgreSQL's names; SQLite needs none. */
type ColumnType = 'integer' | 'text' | 'timestamptz';

/**
 * Rows to be read by a statement like a table of that name, handed over with one value for each column. However many
 * they are, the statement reads the same, and costs the database no more to understand.
 * @internal
 */
export function valueTable<TColumn extends string>(
  knex: Knex,
  name: string,
  content: {
    columns: Record<TColumn, ColumnType>;
    rows: readonly Record<TColumn, unknown>[];
  },
): Knex.Raw {
  const { columns, rows } = content;
  const names = Object.keys(columns) as TColumn[];
  if (isPostgres(knex)) {
    const arrays = names.map(column => `?::${columns[column]}[]`);
    return knex.raw(
      `unnest(${arrays.join(', ')}) as ${name} (${names.join(', ')})`,
      names.map(
        column => rows.map(row => row[column]) as unknown as Knex.RawBinding,
      ),
    );
  }
  const values = names.map(
    (column, index) => `value ->> ${index} as ${column}`,
  );
  const json = JSON.stringify(
    rows.map(row => names.map(column => toSqlite(row[column]))),
  );
  return knex.raw(
    `(select ${values.join(', ')} from json_each(?) order by key) as ${name}`,
    [json],
  );
}

/** SQL that tells whether a column is one of some numbers, handed over as one value. @internal */
export function isOneOf(
  knex: Knex,
  column: string,
  numbers: readonly number[],
): Knex.Raw {
  return isPostgres(knex)
    ? knex.raw('?? = any(?::integer[])', [column, [...numbers]])
    : knex.raw('?? in (select value from json_each(?))', [
        column,
        JSON.stringify(numbers),
      ]);
}

/** The rows that a statement gives. @internal */
export async function rowsOf<TRow>(
  knex: Knex,
  statement: Knex.Raw,
): Promise<TRow[]> {
  const result = await statement;
  return isPostgres(knex) ? result.rows : result;
}

/** As knex writes it. */
function toSqlite(value: unknown): unknown {
  return value instanceof Date ? value.getTime() : value;
}
