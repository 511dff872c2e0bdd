import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

const MIGRATIONS = resolvePackagePath(
  'backstage-plugin-servicenow-ticketing-backend',
  'migrations',
);

/** Connects to the plugin's database and brings its tables up to date, unless the host forbids it. */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await migrate(knex);
  }
  return knex;
}

/** Brings the tables up to date. */
export async function migrate(knex: Knex): Promise<void> {
  await knex.migrate.latest({ directory: MIGRATIONS });
}

/** Takes every migration back. */
export async function rollback(knex: Knex): Promise<void> {
  await knex.migrate.rollback({ directory: MIGRATIONS }, true);
}
