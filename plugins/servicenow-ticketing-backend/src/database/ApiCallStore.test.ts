import type { Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/databases';
import { insertIntegrations } from '../__testUtils__/integrationRows';
import { ApiCallStore, type NewApiCall } from './ApiCallStore';

const databases = createTestDatabases();
const NOW = new Date('2026-01-08T00:00:00Z');
const HOUR = 3600_000;
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * HOUR);

describe.each(databases.ids)('ApiCallStore, on %s', databaseId => {
  let knex: Knex;
  let store: ApiCallStore;
  let production: number;
  let staging: number;

  beforeEach(async () => {
    knex = await databases.create(databaseId);
    store = new ApiCallStore({ knex });
    [production, staging] = await insertIntegrations(knex, [
      'production',
      'staging',
    ]);
  });

  const aCall = (change: Partial<NewApiCall> = {}): NewApiCall => ({
    integrationId: production,
    method: 'GET',
    path: '/api/now/table/incident?sysparm_limit=1',
    status: 200,
    durationMs: 12.6,
    requestId: 'r1',
    startedAt: NOW,
    ...change,
  });
  const pathsOf = async (
    filter: Partial<Parameters<ApiCallStore['list']>[0]> = {},
  ) => {
    const { items } = await store.list({
      integrationId: production,
      page: 1,
      size: 10,
      ...filter,
    });
    return items.map(({ path }) => path);
  };

  it('gives back what was written', async () => {
    const failed = aCall({
      method: 'PATCH',
      status: undefined,
      error: 'the connection was cut',
      requestBody: '{"work_notes":"ü"}',
      responseBody: '{}',
    });
    await store.insertAll([aCall(), failed]);
    expect(
      await store.list({ integrationId: production, page: 1, size: 10 }),
    ).toEqual({
      total: 2,
      items: [
        { ...failed, id: expect.any(Number), durationMs: 13 },
        { ...aCall(), id: expect.any(Number), durationMs: 13 },
      ],
    });
  });

  it('lists newest first, by page, by integration and by outcome', async () => {
    await store.insertAll(
      ['/1', '/2', '/3', '/4', '/5'].map((path, index) =>
        aCall({ path, error: index % 2 === 0 ? undefined : 'refused' }),
      ),
    );
    await store.insertAll([aCall({ integrationId: staging, path: '/other' })]);
    expect(await pathsOf({ size: 2 })).toEqual(['/5', '/4']);
    expect(await pathsOf({ size: 2, page: 3 })).toEqual(['/1']);
    expect(await pathsOf({ outcome: 'ok' })).toEqual(['/5', '/3', '/1']);
    expect(await pathsOf({ outcome: 'failed' })).toEqual(['/4', '/2']);
    expect(await pathsOf({ integrationId: staging })).toEqual(['/other']);
    expect(
      await store.list({
        integrationId: production,
        outcome: 'failed',
        page: 9,
        size: 2,
      }),
    ).toEqual({ items: [], total: 2 });
  });

  it('writes nothing of nothing, and more than one statement takes', async () => {
    await store.insertAll([]);
    await store.insertAll(
      Array.from({ length: 1_201 }, (_, index) => aCall({ path: `/${index}` })),
    );
    expect(await pathsOf({ size: 1 })).toEqual(['/1200']);
    const { total } = await store.list({
      integrationId: production,
      page: 1,
      size: 1,
    });
    expect(total).toBe(1_201);
  });

  it('removes what is too old', async () => {
    await store.insertAll(
      [30, 25, 24, 1].map(hours =>
        aCall({ path: `/${hours}`, startedAt: hoursAgo(hours) }),
      ),
    );
    expect(await store.removeOld({ before: hoursAgo(24), keep: 100 })).toBe(2);
    expect(await pathsOf()).toEqual(['/1', '/24']);
  });

  it('keeps the newest of each integration, however many there are', async () => {
    await store.insertAll(
      Array.from({ length: 2_500 }, (_, index) => aCall({ path: `/${index}` })),
    );
    await store.insertAll(
      ['/a', '/b'].map(path => aCall({ path, integrationId: staging })),
    );
    expect(await store.removeOld({ before: hoursAgo(24), keep: 2 })).toBe(
      2_498,
    );
    expect(await pathsOf()).toEqual(['/2499', '/2498']);
    expect(await pathsOf({ integrationId: staging })).toEqual(['/b', '/a']);
    expect(await store.removeOld({ before: hoursAgo(24), keep: 2 })).toBe(0);
  });
});
