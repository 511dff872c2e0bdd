import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/databases';
import { anAnomaly } from '../__testUtils__/observations';
import { readRetentionConfig } from '../config/readRetentionConfig';
import { AnomalyStore } from '../database/AnomalyStore';
import { RetentionStore } from '../database/RetentionStore';
import { RetentionService } from './RetentionService';

const databases = createTestDatabases();
const NOW = new Date('2026-06-01T00:00:00Z');
const DAY = 24 * 3600_000;
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY);
const NOTHING = { anomalies: 0, runs: 0, days: 0, deliveries: 0 };

describe.each(databases.ids)('retention, on %s', databaseId => {
  let knex: Knex;
  let store: RetentionStore;
  let integrationId: number;

  beforeEach(async () => {
    knex = await databases.create(databaseId);
    store = new RetentionStore({ knex });
    const [row] = await knex('integrations')
      .insert({ name: 'demo', origin: 'config', created_at: daysAgo(900) })
      .returning('id');
    integrationId = row.id;
  });

  const service = (of: RetentionStore = store) =>
    new RetentionService({
      store: of,
      settings: readRetentionConfig(
        new ConfigReader({
          servicenowTicketing: { retention: { runsPerAnomaly: 10 } },
        }),
      ),
      logger: mockServices.logger.mock(),
      now: () => NOW,
    });

  let fingerprints = 0;
  /** An anomaly that last failed so many days ago. */
  const anomaly = async (options: {
    seen: number;
    status?: string;
    columns?: object;
  }): Promise<number> => {
    fingerprints += 1;
    const fingerprint = `f${fingerprints}`;
    const ids = await knex.transaction(tx =>
      new AnomalyStore({ knex }).insertAll(tx, [anAnomaly({ fingerprint })]),
    );
    const id = ids.get(fingerprint)!;
    await knex('anomalies')
      .where({ id })
      .update({
        status: (options.status ?? 'Archived') as 'Archived',
        resolution: 'Resolved',
        last_seen_at: daysAgo(options.seen),
        ...options.columns,
      });
    return id;
  };
  const ticket = async (anomalyId?: number): Promise<number> => {
    const [row] = await knex('tickets')
      .insert({
        integration_id: integrationId,
        table_name: 'incident',
        title: 'x',
        created_at: daysAgo(900),
      })
      .returning('id');
    if (anomalyId) {
      await knex('ticket_links').insert({
        anomaly_id: anomalyId,
        ticket_id: row.id,
        origin: 'created',
        created_at: daysAgo(900),
      });
    }
    return row.id;
  };
  const delivery = async (options: {
    ticketId: number;
    settled?: number;
    kind?: 'create' | 'comment';
    anomalyId?: number;
  }): Promise<number> => {
    const { settled } = options;
    const [row] = await knex('deliveries')
      .insert({
        integration_id: integrationId,
        ticket_id: options.ticketId,
        anomaly_id: options.anomalyId ?? 1,
        kind: options.kind ?? 'comment',
        payload: '{}',
        status: settled === undefined ? 'dead' : 'delivered',
        attempts: 1,
        created_at: daysAgo(900),
        settled_at: settled === undefined ? null : daysAgo(settled),
      })
      .returning('id');
    await knex('delivery_attempts').insert({
      delivery_id: row.id,
      attempt: 1,
      started_at: daysAgo(900),
      duration_ms: 1,
      outcome: 'delivered',
    });
    return row.id;
  };
  const idsOf = async (table: 'anomalies' | 'deliveries') =>
    (await knex(table).orderBy('id').select('id')).map(({ id }) => id);

  it('removes archived anomalies to which nothing happened for a year, with all that is theirs', async () => {
    const old = await anomaly({ seen: 366 });
    await knex('occurrences').insert({
      anomaly_id: old,
      run_id: 'r',
      observed_at: daysAgo(366),
      outcome: 'fail',
      message: '',
    });
    await knex('activities').insert({
      anomaly_id: old,
      kind: 'comment',
      created_at: daysAgo(366),
    });
    const kept = [
      await anomaly({ seen: 364 }),
      await anomaly({ seen: 900, status: 'Acknowledged' }),
    ];
    const decided = await anomaly({ seen: 900 });
    await knex('activities').insert({
      anomaly_id: decided,
      kind: 'status',
      created_at: daysAgo(3),
    });
    expect(await service().run()).toMatchObject({ anomalies: 1 });
    expect(await idsOf('anomalies')).toEqual([...kept, decided]);
    expect(await knex('occurrences')).toEqual([]);
    expect(await knex('activities')).toHaveLength(1);
  });

  it('keeps what has a ticket, what others are duplicates of, and what ServiceNow is still to hear of', async () => {
    const linked = await anomaly({ seen: 900 });
    await ticket(linked);
    const original = await anomaly({ seen: 900 });
    const copy = await anomaly({
      seen: 10,
      columns: { resolution: 'Duplicate', duplicate_of: original },
    });
    const unheard = await anomaly({ seen: 900 });
    await delivery({ ticketId: await ticket(), anomalyId: unheard });
    expect(await service().run()).toEqual(NOTHING);
    expect(await idsOf('anomalies')).toEqual([linked, original, copy, unheard]);
    expect(await knex('ticket_links')).toHaveLength(1);
  });

  it('keeps the newest runs of each anomaly, and none that are older than three months', async () => {
    const [busy, quiet] = [
      await anomaly({ seen: 1, status: 'Active' }),
      await anomaly({ seen: 1, status: 'Active' }),
    ];
    const run = (anomalyId: number, ago: number) => ({
      anomaly_id: anomalyId,
      run_id: `r${ago}`,
      observed_at: daysAgo(ago),
      outcome: 'fail' as const,
      message: '',
    });
    await knex('occurrences').insert(
      // The newest first, so that ids say nothing.
      Array.from({ length: 15 }, (_, index) => run(busy, index + 1)),
    );
    await knex('occurrences').insert([run(quiet, 5), run(quiet, 91)]);
    expect(await service().run()).toEqual({ ...NOTHING, runs: 6 });
    const left = await knex('occurrences')
      .orderBy('observed_at', 'desc')
      .select('anomaly_id', 'run_id');
    expect(
      left.filter(row => row.anomaly_id === busy).map(row => row.run_id),
    ).toEqual(Array.from({ length: 10 }, (_, index) => `r${index + 1}`));
    expect(left.filter(row => row.anomaly_id === quiet)).toHaveLength(1);
  });

  it('removes counts of days that are older than the history that is shown', async () => {
    const id = await anomaly({ seen: 1, status: 'Active' });
    const day = (ago: number) => ({
      anomaly_id: id,
      day: daysAgo(ago).toISOString().slice(0, 10),
      failed: 1,
      passed: 0,
      unknown: 0,
    });
    await knex('occurrence_days').insert([day(399), day(400), day(401)]);
    expect(await service().run()).toEqual({ ...NOTHING, days: 1 });
    expect(await knex('occurrence_days')).toHaveLength(2);
  });

  it('removes deliveries that were settled long ago, with their tries, but not what recognises a repeated request', async () => {
    const id = await anomaly({ seen: 1, status: 'Active' });
    const ticketId = await ticket(id);
    const unlinked = await ticket();
    await delivery({ ticketId, settled: 91 });
    await delivery({ ticketId: unlinked, settled: 500, kind: 'create' });
    const kept = [
      await delivery({ ticketId, settled: 89 }),
      await delivery({ ticketId, settled: 500, kind: 'create' }),
      await delivery({ ticketId }),
    ];
    expect(await service().run()).toEqual({ ...NOTHING, deliveries: 2 });
    expect(await idsOf('deliveries')).toEqual(kept);
    expect(await knex('delivery_attempts')).toHaveLength(3);
  });

  it('walks past what it keeps', async () => {
    const ticketId = await ticket(await anomaly({ seen: 1, status: 'Active' }));
    const ids = [];
    for (const kind of ['create', 'comment', 'create', 'comment'] as const) {
      ids.push(await delivery({ ticketId, settled: 100, kind }));
    }
    const step = { before: daysAgo(90), limit: 1 };
    let position: Awaited<
      ReturnType<typeof store.removeDeliveries>
    >['position'];
    const removed = [];
    for (let steps = 0; steps < 5; steps += 1) {
      const result = await store.removeDeliveries(step, position);
      removed.push(result.removed);
      position = result.position;
    }
    expect(removed).toEqual([0, 1, 0, 1, 0]);
    expect(position).toBeUndefined();
    expect(await idsOf('deliveries')).toEqual([ids[0], ids[2]]);
  });

  it('stops between two steps when it is told to', async () => {
    await anomaly({ seen: 900 });
    const abort = new AbortController();
    const stopping = new RetentionStore({ knex });
    const look = jest
      .spyOn(stopping, 'nextStep')
      .mockImplementation(async options => {
        const step = await store.nextStep(options);
        abort.abort();
        return step;
      });
    const days = jest.spyOn(stopping, 'removeDays');
    expect(await service(stopping).run(abort.signal)).toMatchObject({
      anomalies: 1,
    });
    expect(look).toHaveBeenCalledTimes(1);
    expect(days).not.toHaveBeenCalled();
  });

  it('finds what it removes by index', async () => {
    const isPostgres = knex.client.config.client === 'pg';
    const plans: string[] = [];
    const explain = async ({
      sql,
      bindings,
    }: Knex.SqlNative | { sql: string; bindings: readonly unknown[] }) => {
      const rows = await knex.transaction(async tx => {
        if (isPostgres) {
          // The tables are nearly empty, where scanning is cheapest.
          await tx.raw('set local enable_seqscan = off');
        }
        const answer = await tx.raw(
          `${isPostgres ? 'explain' : 'explain query plan'} ${sql}`,
          bindings as never,
        );
        return isPostgres ? answer.rows : answer;
      });
      plans.push(JSON.stringify(rows));
    };
    const statements: { sql: string; bindings: unknown[] }[] = [];
    knex.on('query', ({ sql, bindings }) => statements.push({ sql, bindings }));
    await store.nextStep({ after: 0, size: 10, before: NOW });
    await store.removeArchived([1, 2], NOW);
    await store.removeRuns({ after: 0, upTo: 10 }, { before: NOW, keep: 10 });
    await store.removeDays('2026-01-01', 10);
    await store.removeDeliveries(
      { before: NOW, limit: 10 },
      { settledAt: daysAgo(9), id: 1 },
    );
    const seen = statements.map(({ sql, bindings }) => ({
      // knex tells PostgreSQL's own placeholders.
      sql: sql.replace(/\$\d+/g, '?'),
      bindings,
    }));
    expect(seen).toHaveLength(6);
    for (const statement of seen) {
      await explain(statement);
    }
    const indexes = [
      isPostgres
        ? /anomalies_pkey/
        : /SEARCH anomalies USING INTEGER PRIMARY KEY/,
      isPostgres
        ? /anomalies_pkey/
        : /SEARCH anomalies USING INTEGER PRIMARY KEY/,
      /occurrences_(observed_idx|anomaly_run_uniq)/,
      /occurrences_(observed_idx|anomaly_run_uniq)/,
      /occurrence_days_day_idx/,
      /deliveries_settled_idx/,
    ];
    plans.forEach((plan, index) => {
      expect(plan).toMatch(indexes[index]);
      expect(plan).not.toMatch(
        /Seq Scan|SCAN anomalies|SCAN deliveries|SCAN occurrences\b(?! USING)/,
      );
    });
  });
});
