import type { Resolution } from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { createTestDatabases } from '../../../__testUtils__/databases';
import { anAnomaly } from '../../../__testUtils__/observations';
import { ActivityStore, type NewActivity } from '../../ActivityStore';
import { AnomalyStore } from '../../AnomalyStore';

const databases = createTestDatabases();
const day = (n: number) => new Date(Date.UTC(2026, 0, n));

describe.each(databases.ids)('listRecoveries on %s', id => {
  let knex: Knex;
  let store: AnomalyStore;
  let ids: number[];

  beforeAll(async () => {
    knex = await databases.create(id);
    store = new AnomalyStore({ knex });
    const anomalies = ['a', 'b'].map(name =>
      anAnomaly({
        fingerprint: name,
        firstSeenAt: day(1),
        entityRefs: [`resource:default/${name}`],
      }),
    );
    const found = await knex.transaction(tx => store.insertAll(tx, anomalies));
    ids = ['a', 'b'].map(
      name =>
        found.get(
          anomalies.find(x => x.fingerprint.startsWith(name))!.fingerprint,
        )!,
    );
  });

  beforeEach(async () => {
    await knex('activities').delete();
  });

  const happen = (entries: Omit<NewActivity, 'anomalyId'>[], index = 0) =>
    knex.transaction(tx =>
      new ActivityStore({ knex }).addAll(
        tx,
        entries.map(entry => ({ anomalyId: ids[index], ...entry })),
      ),
    );
  const archived = (at: Date, resolution: Resolution = 'Resolved') => ({
    kind: 'passed' as const,
    fromStatus: 'Active' as const,
    toStatus: 'Archived' as const,
    resolution,
    at,
  });

  it('counts each time an anomaly was restored, from when it began to fail', async () => {
    await happen([
      { kind: 'detected', at: day(2) },
      archived(day(5)),
      { kind: 'reopened', at: day(7) },
      { kind: 'comment', at: day(8) },
      archived(day(9)),
      // A person took it up again.
      {
        kind: 'status',
        fromStatus: 'Archived',
        toStatus: 'Active',
        at: day(11),
      },
      archived(day(12)),
    ]);
    expect(await store.listRecoveries({ since: day(1) })).toEqual([
      { failedAt: day(11), restoredAt: day(12) },
      { failedAt: day(7), restoredAt: day(9) },
      { failedAt: day(2), restoredAt: day(5) },
    ]);
  });

  it('counts from when it was first seen where the timeline does not say', async () => {
    await happen([archived(day(5))]);
    expect(await store.listRecoveries({ since: day(1) })).toEqual([
      { failedAt: day(1), restoredAt: day(5) },
    ]);
  });

  it('leaves out what was not restored, what is long ago and other entities', async () => {
    await happen([archived(day(3)), archived(day(6), 'Invalid')]);
    await happen([archived(day(6))], 1);
    const since = day(4);
    expect(await store.listRecoveries({ since })).toHaveLength(1);
    expect(
      await store.listRecoveries({ since, entityRef: 'Resource:default/B' }),
    ).toHaveLength(1);
    expect(
      await store.listRecoveries({ since, entityRef: 'resource:default/a' }),
    ).toEqual([]);
  });

  it('finds them by their index', async () => {
    const plan = JSON.stringify(
      await knex.raw(
        id === 'SQLITE_3'
          ? `explain query plan select 1 from activities as restored where restored.to_status = 'Archived' and restored.resolution = 'Resolved' and restored.created_at >= 0`
          : `select indexdef from pg_indexes where indexname = 'activities_restored_idx'`,
      ),
    );
    expect(plan).toContain('activities_restored_idx');
  });
});
