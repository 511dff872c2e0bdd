import { mockServices } from '@backstage/backend-test-utils';
import { createTestDatabases } from '../__testUtils__/databases';
import { insertIntegrations } from '../__testUtils__/integrationRows';
import { anIntegration } from '../__testUtils__/integrations';
import { ApiCallStore, type NewApiCall } from '../database/ApiCallStore';
import type { CallObserver } from '../servicenow/transport';
import { ApiCallLog } from './ApiCallLog';
import { ApiCallService } from './ApiCallService';

const databases = createTestDatabases();
const settings = anIntegration('https://acme.service-now.com');
const NOW = new Date('2026-01-08T00:00:00Z');
const keep = { enabled: true, keep: 1_000, maxAge: 24 * 3600_000 };

/** A call that went well. */
const aCall = (path = '/api/now/table/incident') => ({
  method: 'GET' as const,
  path,
  status: 200,
  durationMs: 3,
  requestId: 'r1',
  startedAt: NOW,
});

/** A store whose database can be made to hang or to fail. */
function createFakeStore() {
  const written: NewApiCall[][] = [];
  let answer: () => Promise<void> = async () => {};
  return {
    written,
    removeOld: jest.fn(async () => 0),
    insertAll: async (calls: readonly NewApiCall[]) => {
      await answer();
      written.push([...calls]);
    },
    heal: () => {
      answer = async () => {};
    },
    break: () => {
      answer = async () => {
        throw new Error('connection refused');
      };
    },
    /** Hangs until the returned function is called. */
    hang: () => {
      let goOn = () => {};
      const gate = new Promise<void>(resolve => {
        goOn = resolve;
      });
      answer = () => gate;
      return goOn;
    },
  };
}

describe('ApiCallLog', () => {
  const logger = mockServices.logger.mock();
  let store: ReturnType<typeof createFakeStore>;
  let log: ApiCallLog;
  let observe: CallObserver;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
    jest.clearAllMocks();
    store = createFakeStore();
    log = new ApiCallLog({ store, settings: keep, logger, now: () => NOW });
    observe = log.observerOf(1, settings)!;
  });
  afterEach(() => jest.useRealTimers());

  const observeMany = (count: number) => {
    for (let index = 0; index < count; index++) {
      observe(aCall(`/${index}`));
    }
  };
  const sizes = () => store.written.map(({ length }) => length);

  it('writes nothing in the path of a call, and everything within a second', async () => {
    observeMany(3);
    await jest.advanceTimersByTimeAsync(999);
    expect(sizes()).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(sizes()).toEqual([3]);
    expect(store.written[0][0]).toMatchObject({ integrationId: 1, path: '/0' });
    observe(aCall());
    await jest.advanceTimersByTimeAsync(1_000);
    expect(sizes()).toEqual([3, 1]);
  });

  it('writes many calls less often, in batches, and the newest alone', async () => {
    observeMany(600);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(sizes()).toEqual([]);
    observeMany(1_500);
    await jest.advanceTimersByTimeAsync(18_999);
    expect(sizes()).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    // Of the 2,100 calls the log keeps 1,000.
    expect(sizes()).toEqual([250, 250, 250, 250]);
    expect(store.written.flat().map(({ path }) => path)).toEqual(
      Array.from({ length: 1_000 }, (_, index) => `/${index + 500}`),
    );
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('keeps the newest of each integration', async () => {
    const other = log.observerOf(2, settings)!;
    other(aCall('/other'));
    observeMany(1_200);
    await log.flush();
    const paths = store.written.flat().map(({ path }) => path);
    expect(paths).toHaveLength(1_001);
    expect(paths).toContain('/other');
  });

  it('writes what waits of an integration whose settings have changed', async () => {
    observeMany(3);
    log.observerOf(1, settings)!(aCall('/new'));
    observe(aCall('/late'));
    await log.flush();
    expect(store.written.flat().map(({ path }) => path)).toEqual([
      '/0',
      '/1',
      '/2',
      '/new',
      '/late',
    ]);
  });

  it('writes early when more calls are to be kept than can wait, and counts what the database cannot take', async () => {
    log = new ApiCallLog({
      store,
      settings: { ...keep, keep: 5_000 },
      logger,
    });
    observe = log.observerOf(1, settings)!;
    const goOn = store.hang();
    observeMany(2_000);
    await jest.advanceTimersByTimeAsync(0);
    observeMany(2_500);
    goOn();
    store.heal();
    await log.flush();
    await log.flush();
    expect(store.written.flat()).toHaveLength(4_000);
    expect(logger.warn.mock.calls).toEqual([
      [expect.stringContaining('lacks 500 calls')],
    ]);
  });

  it('neither fails nor fills the log while the database is away, and recovers', async () => {
    store.break();
    for (let second = 0; second < 5; second++) {
      observeMany(1);
      await jest.advanceTimersByTimeAsync(1_000);
    }
    expect(logger.warn.mock.calls).toEqual([
      [expect.stringMatching(/cannot be logged.*connection refused/)],
    ]);
    store.heal();
    observeMany(2);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(sizes()).toEqual([2]);
    expect(logger.warn).toHaveBeenLastCalledWith(
      expect.stringContaining('lacks 5 calls'),
    );
  });

  it('writes what waits when it stops, unless the database hangs', async () => {
    observeMany(5);
    await log.stop();
    expect(sizes()).toEqual([5]);

    store.hang();
    observeMany(5);
    const stopping = log.stop();
    await jest.advanceTimersByTimeAsync(2_000);
    await stopping;
    expect(sizes()).toEqual([5]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('observes nothing when it is turned off', () => {
    const off = new ApiCallLog({
      store,
      settings: { ...keep, enabled: false },
      logger,
    });
    expect(off.observerOf(1, settings)).toBeUndefined();
  });

  it('removes what is older than configured', async () => {
    await log.removeOld();
    expect(store.removeOld).toHaveBeenCalledWith({
      keep: 1_000,
      before: new Date('2026-01-07T00:00:00Z'),
    });
  });
});

describe.each(databases.ids)('ApiCallService, on %s', databaseId => {
  it('shows what has just been called, without secrets', async () => {
    const knex = await databases.create(databaseId);
    const [id] = await insertIntegrations(knex, ['production']);
    const store = new ApiCallStore({ knex });
    const log = new ApiCallLog({
      store,
      settings: keep,
      logger: mockServices.logger.mock(),
    });
    const get = jest.fn();
    const service = new ApiCallService({
      integrations: { get },
      calls: store,
      log,
    });
    log.observerOf(
      id,
      anIntegration('https://acme.service-now.com', {
        auth: { type: 'api-key', api_key: 'planted-key' },
      }),
    )!({
      ...aCall('/api/now/table/incident?x=planted-key'),
      method: 'POST',
      status: 403,
      error: 'May not do this: planted-key',
      requestBody: '{"work_notes":"a\0b","u_password":"hunter2"}',
      responseBody: '{"error":{"message":"planted-key is wrong"}}',
    });
    const page = { page: 1, size: 20 };
    expect(await service.list(id, page)).toEqual({
      ...page,
      total: 1,
      pages: 1,
      items: [
        {
          id: expect.any(Number),
          method: 'POST',
          path: '/api/now/table/incident?x=[redacted]',
          status: 403,
          duration_ms: 3,
          error: 'May not do this: [redacted]',
          request_id: 'r1',
          request_body: '{"work_notes":"ab","u_password":"[redacted]"}',
          response_body: '{"error":{"message":"[redacted] is wrong"}}',
          started_at: '2026-01-08T00:00:00.000Z',
        },
      ],
    });
    expect(await service.list(id, { ...page, outcome: 'ok' })).toMatchObject({
      items: [],
    });
    get.mockImplementation(() => {
      throw new Error('There is no integration 5');
    });
    await expect(service.list(5, page)).rejects.toThrow('no integration 5');
  });
});
