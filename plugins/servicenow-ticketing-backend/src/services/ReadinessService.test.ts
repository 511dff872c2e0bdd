import type { Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/databases';
import { ReadinessService } from './ReadinessService';

const databases = createTestDatabases();

describe.each(databases.ids)('ReadinessService, on %s', databaseId => {
  let knex: Knex;
  let now: Date;
  let lastLook: Date | undefined;

  beforeEach(async () => {
    knex = await databases.create(databaseId);
    now = new Date('2026-01-22T12:00:00Z');
    lastLook = undefined;
  });

  const createService = (database: Knex = knex) =>
    new ReadinessService({
      knex: database,
      lastLook: () => lastLook,
      pollInterval: 5_000,
      now: () => now,
    });

  it('is ready while the database answers and the worker looks for work', async () => {
    const service = createService();
    const ready = { status: 'ok', database: 'ok', worker: 'ok' };
    expect(await service.check()).toEqual(ready);
    now = new Date(now.getTime() + 59_000);
    expect(await service.check()).toEqual(ready);
    lastLook = now;
    now = new Date(now.getTime() + 59_000);
    expect(await service.check()).toEqual(ready);
  });

  it('is not when the worker has stopped to look, or never began', async () => {
    const service = createService();
    now = new Date(now.getTime() + 60_000);
    expect(await service.check()).toEqual({
      status: 'failing',
      database: 'ok',
      worker: 'failing',
    });
  });

  it('is not when the database is away', async () => {
    const service = createService({
      raw: async () => {
        throw new Error('connection refused');
      },
    } as unknown as Knex);
    expect(await service.check()).toEqual({
      status: 'failing',
      database: 'failing',
      worker: 'ok',
    });
  });

  it('is not when the database takes for ever', async () => {
    jest.useFakeTimers();
    try {
      const service = createService({
        raw: () => new Promise(() => {}),
      } as unknown as Knex);
      const checked = service.check();
      await jest.advanceTimersByTimeAsync(5_000);
      expect(await checked).toMatchObject({ database: 'failing' });
    } finally {
      jest.useRealTimers();
    }
  });
});
