import type { Knex } from 'knex';

/** A statement as it went to the database. */
export interface Statement {
  sql: string;
  bindings: Knex.Value[];
}

/** The statements that a piece of work sends. */
export async function statementsOf(
  knex: Knex,
  work: () => Promise<unknown>,
): Promise<Statement[]> {
  const statements: Statement[] = [];
  const note = ({ sql, bindings }: Statement) =>
    statements.push({ sql, bindings });
  knex.on('query', note);
  try {
    await work();
  } finally {
    knex.removeListener('query', note);
  }
  return statements;
}
