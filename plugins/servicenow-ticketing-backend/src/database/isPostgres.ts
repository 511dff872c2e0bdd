import type { Knex } from 'knex';

/** Whether this is PostgreSQL; else it is SQLite. @internal */
export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}
