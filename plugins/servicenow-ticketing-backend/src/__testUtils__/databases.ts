import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrate } from '../database/migrate';

/** Runs the same tests on PostgreSQL and SQLite; call it once, at the top of a test file. */
export function createTestDatabases() {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });
  return {
    /** The databases in reach: without a PostgreSQL to connect to, SQLite alone. */
    ids: databases.eachSupportedId().map(([id]) => id),
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
