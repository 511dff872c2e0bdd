import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrate } from '../database/migrate';

/** Runs the same tests on PostgreSQL and SQLite; call it once, at the top of a test file. */
export function createTestDatabases() {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });
  const ids = databases.eachSupportedId().map(([id]) => id);
  const wantsPostgres =
    process.env.CI ||
    process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING;
  if (wantsPostgres && !ids.includes('POSTGRES_18')) {
    // Otherwise a PostgreSQL out of reach would leave SQLite alone, and the tests green.
    throw new Error('These tests must run on PostgreSQL, too: it is not there');
  }
  return {
    /** The databases in reach: without a PostgreSQL to connect to, SQLite alone. */
    ids,
    /** A new database with all tables. */
    async create(id: 'POSTGRES_18' | 'SQLITE_3' | string): Promise<Knex> {
      const knex = await databases.init(id as 'SQLITE_3');
      await migrate(knex);
      return knex;
    },
    /** A new database without tables. */
    async createEmpty(id: string): Promise<Knex> {
      return databases.init(id as 'SQLITE_3');
    },
  };
}
