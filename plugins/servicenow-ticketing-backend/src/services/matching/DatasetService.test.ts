import { mockCredentials } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  DATASET_ANNOTATION,
  listAnomaliesRequest,
  listUnmatchedDatasetsRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Observation } from 'backstage-plugin-servicenow-ticketing-node';
import { aDataset, createAnomalyWorld } from '../../__testUtils__/anomalyWorld';
import { createTestDatabases } from '../../__testUtils__/databases';
import { anObservation } from '../../__testUtils__/observations';

const databases = createTestDatabases();
const actor = { ref: 'user:default/ann', name: 'Ann' };
const page = { page: 1, size: 50 };

describe.each(databases.ids)('datasets on %s', id => {
  let knex: Knex;
  let world: ReturnType<typeof createAnomalyWorld>;
  let runs = 0;

  beforeAll(async () => {
    knex = await databases.create(id);
  });
  beforeEach(async () => {
    await knex('dataset_assignments').delete();
    await knex('ingest_deliveries').delete();
    await knex('anomalies').delete();
    await knex('entity_owners').delete();
    world = createAnomalyWorld({
      knex,
      entities: [aDataset('orders', {}), aDataset('items', {})],
    });
  });

  const report = (changes: Partial<Observation>[]) => {
    runs += 1;
    return world.report('plain', {
      run: { id: `r${runs}`, observedAt: new Date(Date.UTC(2026, 0, runs)) },
      observations: changes.map((change, index) =>
        anObservation({ index, checkKey: `check ${index}`, ...change }),
      ),
      ignored: 0,
      errors: [],
    });
  };
  const unmatched = async (query: object = {}) =>
    (
      await world.datasets.listUnmatched(
        listUnmatchedDatasetsRequest.parse(query),
      )
    ).items;
  const refs = async () => {
    const { items } = await world.service.list(
      listAnomaliesRequest.parse({ sort: 'title' }),
    );
    return Object.fromEntries(
      items.map(item => [item.check_key, item.entity_refs]),
    );
  };
  const orders = { platform: 'Postgres', fqn: 'shop.orders', name: 'orders' };
  const items = { platform: 'postgres', fqn: 'shop.items', name: 'items' };

  it('lists datasets with open anomalies that no entity stands for, once each', async () => {
    await report([
      { dataset: orders },
      { dataset: { ...orders, fqn: '"SHOP".Orders' } },
      { dataset: items },
    ]);
    expect(await unmatched()).toEqual([
      {
        key: 'postgres:shop.orders',
        dataset: expect.objectContaining({ name: 'orders' }),
        sources: ['plain'],
        anomaly_count: 2,
        last_seen_at: expect.any(String),
        sample: {
          anomaly_id: expect.any(Number),
          title: expect.any(String),
          message: expect.any(String),
        },
      },
      expect.objectContaining({ key: 'postgres:shop.items', anomaly_count: 1 }),
    ]);
    expect(await unmatched({ query: 'ITEM' })).toHaveLength(1);
    expect(await unmatched({ page: 2, size: 1 })).toMatchObject([
      { key: 'postgres:shop.items' },
    ]);
  });

  it('suggests entities for a dataset that anomalies are about', async () => {
    await report([{ dataset: { ...orders, fqn: 'shop.raw_orders' } }]);
    const credentials = mockCredentials.user();
    expect(
      await world.datasets.suggest(
        { key: 'postgres:shop.raw_orders' },
        credentials,
      ),
    ).toMatchObject({ items: [{ entity_ref: 'resource:default/orders' }] });
    await expect(
      world.datasets.suggest({ key: 'gone' }, credentials),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('assigns a dataset once for all its anomalies, now and later, and takes it back', async () => {
    await report([
      { dataset: orders },
      { dataset: orders },
      { dataset: items },
    ]);
    const assignment = await world.datasets.assign(
      { key: 'postgres:shop.orders', entity_refs: ['Resource:Orders'] },
      actor,
    );
    expect(assignment).toMatchObject({
      dataset_name: 'shop.orders',
      entity_refs: ['resource:default/orders'],
      assigned_by: actor.ref,
      anomaly_count: 2,
    });
    await report([{ checkKey: 'new one', dataset: orders }]);
    expect(await refs()).toEqual({
      'check 0': ['resource:default/orders'],
      'check 1': ['resource:default/orders'],
      'check 2': [],
      'new one': ['resource:default/orders'],
    });
    expect(await unmatched()).toHaveLength(1);
    expect((await world.datasets.listAssignments(page)).items).toHaveLength(1);

    await world.datasets.unassign(assignment.id);
    expect((await refs())['check 0']).toEqual([]);
    expect((await world.datasets.listAssignments(page)).items).toEqual([]);
    await expect(world.datasets.unassign(assignment.id)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it.each([
    [['user:default/ann'], /^entity_refs: .* stands for no dataset/],
    [['resource:default/gone'], /^entity_refs: the catalog has no resource/],
    [['::'], /^entity_refs: "::" is no entity ref/],
  ])('refuses to assign a dataset to %j', async (entity_refs, message) => {
    await report([{ dataset: orders }]);
    await expect(
      world.datasets.assign(
        { key: 'postgres:shop.orders', entity_refs },
        actor,
      ),
    ).rejects.toThrow(message);
    await expect(
      world.datasets.assign({ key: 'nothing', entity_refs }, actor),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    expect((await world.datasets.listAssignments(page)).items).toEqual([]);
  });

  it('follows the catalog: entities that are annotated later, and that go', async () => {
    await report([
      { dataset: orders },
      { dataset: items, entityRef: 'resource:default/items' },
    ]);
    world.entities.push(
      aDataset('late', { [DATASET_ANNOTATION]: 'shop.orders' }, 'API'),
    );
    expect(await world.rematcher.rematchAll()).toBe(1);
    expect(await refs()).toEqual({
      'check 0': ['api:default/late'],
      'check 1': ['resource:default/items'],
    });
    world.entities.splice(0);
    expect(await world.rematcher.rematchAll()).toBe(2);
    expect(await refs()).toEqual({ 'check 0': [], 'check 1': [] });
  });

  it('knows who owns the entities of anomalies', async () => {
    const [entity] = world.entities;
    entity.relations = [
      { type: 'ownedBy', targetRef: 'Group:default/Data' },
      { type: 'partOf', targetRef: 'system:default/shop' },
    ];
    await report([{ dataset: orders, entityRef: 'resource:default/orders' }]);
    expect(await knex('entity_owners')).toEqual([
      {
        entity_ref: 'resource:default/orders',
        owner_ref: 'group:default/data',
      },
    ]);
    entity.relations = [];
    await world.rematcher.rematchAll();
    expect(await knex('entity_owners')).toEqual([
      { entity_ref: 'resource:default/orders', owner_ref: '' },
    ]);
    world.entities.splice(0);
    await world.rematcher.rematchAll();
    expect(await knex('entity_owners')).toEqual([]);
  });
});
