import { mockServices } from '@backstage/backend-test-utils';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAnomalyWorld } from '../../__testUtils__/anomalyWorld';
import { createTestDatabases } from '../../__testUtils__/databases';
import { SourceItemStore } from '../../database/SourceItemStore';
import { QualyticsClient } from '../../sources/qualytics/QualyticsClient';
import { QualyticsSync } from './QualyticsSync';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const ANN = { ref: 'user:default/ann', name: 'Ann' };
const TOKEN = 'planted-qualytics-token';

interface Anomaly {
  id: number;
  uuid: string;
  status: string;
  archived: boolean;
  created: string;
  fingerprint: string;
}

/** A deployment of Qualytics with these anomalies, which answers as its API does. */
class Qualytics {
  anomalies: Anomaly[] = [];
  requests: string[] = [];
  refuses?: number;
  #server?: Server;

  async start(): Promise<string> {
    this.#server = createServer((req, res) => {
      const url = new URL(req.url ?? '', 'http://qualytics');
      this.requests.push(`${req.method} ${url.pathname}${url.search}`);
      const answer = (status: number, body?: unknown) => {
        res.statusCode = status;
        res.end(body === undefined ? '' : JSON.stringify(body));
      };
      if (req.headers.authorization !== `Bearer ${TOKEN}`) {
        answer(401);
        return;
      }
      if (this.refuses) {
        answer(this.refuses);
        return;
      }
      let body = '';
      req.on('data', chunk => {
        body += chunk;
      });
      req.on('end', () =>
        this.#answer({ method: req.method, url, body }, answer),
      );
    });
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/api`;
  }

  #answer(
    request: { method?: string; url: URL; body: string },
    answer: (status: number, body?: unknown) => void,
  ) {
    const { method, url, body } = request;
    const query = url.searchParams;
    const id = Number(/\/anomalies\/(\d+)$/.exec(url.pathname)?.[1]);
    if (method === 'GET') {
      const since = query.get('start_date') ?? '';
      const page = Number(query.get('page'));
      const size = Number(query.get('size'));
      const listed = this.anomalies
        .filter(({ archived }) => !archived || query.get('archived'))
        .filter(({ created }) => created.slice(0, 10) >= since)
        .sort((a, b) => b.created.localeCompare(a.created));
      answer(200, {
        items: listed.slice((page - 1) * size, page * size).map(describe),
        total: listed.length,
        page,
        size,
        pages: Math.max(1, Math.ceil(listed.length / size)),
      });
      return;
    }
    const anomaly = this.anomalies.find(candidate => candidate.id === id);
    if (!anomaly) {
      answer(404);
    } else if (method === 'PUT') {
      anomaly.status = JSON.parse(body).status;
      answer(200, {});
    } else {
      anomaly.status = String(query.get('status'));
      anomaly.archived = query.get('archive') === 'true';
      answer(204);
    }

    function describe(known: Anomaly) {
      return {
        ...known,
        type: 'record',
        weight: 8,
        anomalous_records_count: 3,
        datastore: { id: 1, name: 'crm', type: 'postgresql' },
        container: { id: 7, name: 'people' },
        failed_checks: [
          {
            message: '3 rows without email',
            quality_check: {
              rule_type: 'notNull',
              fields: [{ name: 'email' }],
            },
          },
        ],
      };
    }
  }

  add(id: number, created: string, change: Partial<Anomaly> = {}) {
    this.anomalies.push({
      id,
      uuid: `uuid-${id}`,
      fingerprint: `print-${id}`,
      status: 'Active',
      archived: false,
      created,
      ...change,
    });
  }

  get(id: number): Anomaly {
    return this.anomalies.find(anomaly => anomaly.id === id)!;
  }

  get writes(): string[] {
    return this.requests.filter(request => !request.startsWith('GET'));
  }

  stop() {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }
}

describe.each(databases.ids)('QualyticsSync on %s', databaseId => {
  const qualytics = new Qualytics();
  let baseUrl: string;

  beforeAll(async () => {
    baseUrl = await qualytics.start();
  });
  beforeEach(() => {
    qualytics.anomalies = [];
    qualytics.requests = [];
    qualytics.refuses = undefined;
  });
  afterAll(() => qualytics.stop());

  async function setup(options: { writesBack?: boolean; token?: string } = {}) {
    const knex = await databases.create(databaseId);
    const world = createAnomalyWorld({ knex });
    const logger = mockServices.logger.mock();
    const sync = new QualyticsSync({
      source: 'qualytics',
      client: new QualyticsClient({ baseUrl, token: options.token ?? TOKEN }),
      store: new SourceItemStore({ knex }),
      report: document => world.report('qualytics', document),
      writesBack: options.writesBack ?? true,
      logger,
      now: () => world.clock.now,
    });
    const advance = (seconds: number) => {
      world.clock.now = new Date(world.clock.now.getTime() + seconds * 1_000);
    };
    return {
      ...world,
      logger,
      advance,
      poll: async () => {
        advance(60);
        await sync.run(new AbortController().signal);
      },
      list: async () =>
        (await knex('anomalies').orderBy('id')).map(row => ({
          id: row.id,
          status: row.status,
          resolution: row.resolution,
          count: row.occurrence_count,
        })),
    };
  }

  it('reports what is new once, in pages, with the day it was found', async () => {
    const { poll, list, knex } = await setup();
    for (let id = 1; id <= 150; id++) {
      qualytics.add(id, `2026-01-${id <= 50 ? '10' : '20'}T06:00:00Z`);
    }
    await poll();
    expect(await list()).toHaveLength(150);
    const [first] = await knex('anomalies')
      .where({ check_key: 'notNull email' })
      .orderBy('first_seen_at')
      .limit(1);
    expect(new Date(first.first_seen_at)).toEqual(
      new Date('2026-01-10T06:00:00Z'),
    );
    await poll();
    await poll();
    expect((await list()).every(({ count }) => count === 1)).toBe(true);
    expect(qualytics.requests.at(-1)).toContain('start_date=2026-01-18');
  });

  it('counts a problem that Qualytics finds again on the anomaly it was', async () => {
    const { poll, list } = await setup();
    qualytics.add(1, '2026-01-20T06:00:00Z');
    await poll();
    qualytics.add(2, '2026-01-21T06:00:00Z', { fingerprint: 'print-1' });
    await poll();
    expect(await list()).toMatchObject([{ status: 'Active', count: 2 }]);
    // The first finding is over, the second is not.
    Object.assign(qualytics.get(1), { status: 'Resolved', archived: true });
    await poll();
    expect(await list()).toMatchObject([{ status: 'Active' }]);
    Object.assign(qualytics.get(2), { status: 'Resolved', archived: true });
    await poll();
    expect(await list()).toMatchObject([
      { status: 'Archived', resolution: 'Resolved' },
    ]);
  });

  it('notices within the hour what was archived long after it was found', async () => {
    const { poll, list, advance } = await setup();
    qualytics.add(1, '2026-01-02T06:00:00Z');
    qualytics.add(2, '2026-01-30T06:00:00Z');
    await poll();
    Object.assign(qualytics.get(1), { status: 'Resolved', archived: true });
    await poll();
    expect((await list())[0]).toMatchObject({ status: 'Active' });
    advance(3_600);
    await poll();
    expect((await list())[0]).toMatchObject({ status: 'Archived' });
  });

  it('writes decisions back, once each', async () => {
    const { poll, decisions, list, knex } = await setup();
    qualytics.add(1, '2026-01-20T06:00:00Z');
    qualytics.add(2, '2026-01-20T07:00:00Z');
    await poll();
    // Pages come newest first.
    const [two, one] = await list();
    await decisions.decide(
      { anomalyId: one.id, actor: ANN },
      { status: 'Acknowledged' },
    );
    await decisions.decide(
      { anomalyId: two.id, actor: ANN },
      { status: 'Archived', resolution: 'Invalid' },
    );
    await poll();
    expect(qualytics.writes).toEqual([
      'PUT /api/anomalies/1',
      'DELETE /api/anomalies/2?archive=true&status=Invalid',
    ]);
    await poll();
    await poll();
    expect(qualytics.writes).toHaveLength(2);
    // What comes back of it changes nothing here.
    expect(await list()).toMatchObject([
      { status: 'Archived', resolution: 'Invalid', count: 1 },
      { status: 'Acknowledged', count: 1 },
    ]);
    expect(await knex('activities').where({ kind: 'status' })).toHaveLength(2);
  });

  it('loses no decision while Qualytics is away', async () => {
    const { poll, decisions, list, logger } = await setup();
    qualytics.add(1, '2026-01-20T06:00:00Z');
    await poll();
    const [one] = await list();
    await decisions.decide(
      { anomalyId: one.id, actor: ANN },
      { status: 'Acknowledged' },
    );
    qualytics.refuses = 503;
    await poll();
    expect(qualytics.get(1).status).toBe('Active');
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('answered with 503'),
    );
    qualytics.refuses = undefined;
    await poll();
    expect(qualytics.get(1).status).toBe('Acknowledged');
  });

  it('writes nothing back where that is off, and leaves what is gone alone', async () => {
    const off = await setup({ writesBack: false });
    qualytics.add(1, '2026-01-20T06:00:00Z');
    await off.poll();
    const [one] = await off.list();
    await off.decisions.decide(
      { anomalyId: one.id, actor: ANN },
      { status: 'Acknowledged' },
    );
    await off.poll();
    expect(qualytics.writes).toEqual([]);

    const on = await setup();
    await on.poll();
    const [same] = await on.list();
    await on.decisions.decide(
      { anomalyId: same.id, actor: ANN },
      { status: 'Acknowledged' },
    );
    qualytics.anomalies = [];
    await on.poll();
    await on.poll();
    expect(qualytics.writes).toEqual(['PUT /api/anomalies/1']);
    expect(await on.list()).toMatchObject([{ status: 'Acknowledged' }]);
  });

  it('says what to do about a wrong token, without telling it', async () => {
    const { poll, logger } = await setup({ token: 'wrong-planted-token' });
    await poll();
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('Give qualytics.token one of a user'),
    );
    expect(JSON.stringify(logger.warn.mock.calls)).not.toContain('planted');
  });
});
