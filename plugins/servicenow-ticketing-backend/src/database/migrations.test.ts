import { createTestDatabases } from '../__testUtils__/databases';
import { migrate, rollback } from './migrate';

const databases = createTestDatabases();

describe('the databases of these tests', () => {
  it('include a real PostgreSQL wherever one is promised', () => {
    const isPromised = Boolean(
      process.env.CI ||
        process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING,
    );
    expect(databases.ids).toContain('SQLITE_3');
    expect(databases.ids.includes('POSTGRES_18') || !isPromised).toBe(true);
  });
});

describe.each(databases.ids)('migrations on %s', id => {
  it('go up, down and up again', async () => {
    const knex = await databases.createEmpty(id);
    const tables = ['anomalies', 'occurrences', 'activities', 'deliveries'];
    const existing = async () => {
      const found = [];
      for (const table of tables) {
        if (await knex.schema.hasTable(table)) {
          found.push(table);
        }
      }
      return found;
    };

    await migrate(knex);
    expect(await existing()).toEqual(tables);
    expect(await knex.schema.hasColumn('anomalies', 'last_observed_at')).toBe(
      true,
    );
    await rollback(knex);
    expect(await existing()).toEqual([]);
    await migrate(knex);
    expect(await existing()).toEqual(tables);
  });

  it('keep what refers to a row when a column is taken back', async () => {
    const knex = await databases.create(id);
    const at = new Date();
    const [{ id: anomalyId }] = await knex('anomalies')
      .insert({
        source: 's',
        fingerprint: 'f',
        check_key: 'c',
        title: 't',
        message: 'm',
        type: 'unique',
        severity: 1,
        condition: 'failing',
        status: 'Active',
        dataset_name: 'd',
        fields: '[]',
        failed_checks: '[]',
        tags: '[]',
        occurrence_count: 1,
        first_seen_at: at,
        last_seen_at: at,
        version: 1,
        created_at: at,
        updated_at: at,
      })
      .returning('id');
    await knex('anomaly_entities').insert({
      anomaly_id: anomalyId,
      entity_ref: 'resource:default/orders',
    });

    const { down } = require('../../migrations/20261122130000_ingest_order');
    await knex.transaction(tx => down(tx));

    expect(await knex('anomaly_entities')).toHaveLength(1);
    expect(await knex.schema.hasColumn('anomalies', 'last_observed_at')).toBe(
      false,
    );
  });
});
