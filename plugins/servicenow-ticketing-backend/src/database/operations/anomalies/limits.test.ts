import {
  COUNT_LIMIT,
  listAnomaliesRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { createTestDatabases } from '../../../__testUtils__/databases';
import { anAnomaly } from '../../../__testUtils__/observations';
import { AnomalyStore } from '../../AnomalyStore';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const ENTITY = 'resource:default/orders';
const SEEN = { field: 'entity' as const, values: [ENTITY] };

describe.each(databases.ids)('counts that stop short on %s', id => {
  let knex: Knex;
  let store: AnomalyStore;

  const insert = (from: number, to: number) =>
    knex.transaction(tx =>
      store.insertAll(
        tx,
        Array.from({ length: to - from }, (_, index) =>
          anAnomaly({
            fingerprint: `f${from + index}`,
            entityRefs: [ENTITY],
            source: from + index === 0 ? 'soda' : 'dbt',
            status: (from + index) % 500 === 1 ? 'Acknowledged' : 'Active',
          }),
        ),
      ),
    );

  const total = async (filter: object = {}) => {
    const { total: count, totalIsExact } = await store.list(
      listAnomaliesRequest.parse(filter),
      { now: new Date() },
    );
    return [count, totalIsExact];
  };

  beforeAll(async () => {
    knex = await databases.create(id);
    store = new AnomalyStore({ knex });
  });

  it('says which counts are exact and which mean "or more"', async () => {
    // Exactly the limit of Active ones, and three that are acknowledged.
    await insert(0, COUNT_LIMIT + 2);
    await insert(COUNT_LIMIT + 2, COUNT_LIMIT + 3);
    const scopes = [{}, { entityRef: ENTITY }, { access: SEEN }];
    for (const scope of scopes) {
      expect(await store.summarize(scope)).toMatchObject({
        active: COUNT_LIMIT,
        acknowledged: 3,
        inexact: [],
      });
      expect((await store.countFacets(scope)).sources).toEqual([
        { value: 'dbt', count: COUNT_LIMIT, isExact: false },
        { value: 'soda', count: 1, isExact: true },
      ]);
    }
    expect(await total({ status: 'Active' })).toEqual([COUNT_LIMIT, true]);
    expect(await total()).toEqual([COUNT_LIMIT, false]);

    await insert(COUNT_LIMIT + 3, COUNT_LIMIT + 4);
    for (const scope of scopes) {
      expect(await store.summarize(scope)).toMatchObject({
        active: COUNT_LIMIT,
        acknowledged: 3,
        inexact: ['active'],
      });
    }
    expect(await total({ status: 'Active' })).toEqual([COUNT_LIMIT, false]);
    // A page further on always shows.
    expect(await total({ size: 500, page: 2 })).toEqual([
      COUNT_LIMIT + 4,
      true,
    ]);
  });
});
