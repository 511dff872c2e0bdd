import {
  listAnomaliesRequest,
  type Severity,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/databases';
import { anAnomaly } from '../__testUtils__/observations';
import type { NewAnomaly } from '../domain/anomaly';
import { AnomalyStore } from './AnomalyStore';

const databases = createTestDatabases();
const hour = (n: number) => new Date(Date.UTC(2026, 0, 22, n));

const listed: Partial<NewAnomaly>[] = [
  {
    title: 'alpha 100%',
    severity: 'low',
    lastSeenAt: hour(1),
    occurrenceCount: 5,
    entityRefs: ['resource:default/orders', 'component:default/shop'],
  },
  {
    title: 'beta_one',
    severity: 'critical',
    type: 'not_null',
    lastSeenAt: hour(3),
    entityRefs: ['resource:default/orders'],
  },
  {
    title: 'Gamma',
    severity: 'high',
    source: 'soda',
    status: 'Acknowledged',
    lastSeenAt: hour(2),
    message: 'odd \\ text',
  },
  {
    title: 'delta',
    severity: 'high',
    status: 'Archived',
    resolution: 'Resolved',
    condition: 'passing',
    lastSeenAt: hour(4),
    fields: ['email'],
  },
];

describe.each(databases.ids)('AnomalyStore on %s', id => {
  let knex: Knex;
  let store: AnomalyStore;

  beforeAll(async () => {
    knex = await databases.create(id);
    store = new AnomalyStore({ knex });
  });

  beforeEach(async () => {
    await knex('ticket_links').delete();
    await knex('tickets').delete();
    await knex('integrations').delete();
    await knex('ingest_deliveries').delete();
    await knex('anomalies').delete();
  });

  const insert = async (changes: Partial<NewAnomaly>[]) => {
    const anomalies = changes.map((change, index) =>
      anAnomaly({ fingerprint: `f${index}`, ...change }),
    );
    const ids = await knex.transaction(tx => store.insertAll(tx, anomalies));
    return anomalies.map(({ fingerprint }) => ids.get(fingerprint)!);
  };

  const link = async (anomalyId: number) => {
    const at = hour(0);
    const [integration] = await knex('integrations')
      .insert({ name: 'production', origin: 'config', created_at: at })
      .returning('id');
    const [ticket] = await knex('tickets')
      .insert({
        integration_id: integration.id,
        table_name: 'incident',
        title: 'x',
        created_at: at,
      })
      .returning('id');
    await knex('ticket_links').insert({
      anomaly_id: anomalyId,
      ticket_id: ticket.id,
      origin: 'created',
      created_at: at,
    });
  };

  const list = (query: object) =>
    store.list(listAnomaliesRequest.parse(query), { now: hour(5) });

  const titles = async (query: object) => {
    const { items, total } = await list(query);
    expect(total).toBeGreaterThanOrEqual(items.length);
    return items.map(({ title }) => title);
  };

  it('gives back what it was given', async () => {
    const anomaly = anAnomaly({
      entityRefs: ['component:default/a', 'resource:default/b'],
      url: 'https://dbt.example/x',
      weight: 0.5,
      affectedCount: 5_000_000_000,
      assignee: 'user:default/ann',
      snoozedUntil: hour(9),
    });
    const [anomalyId] = await insert([anomaly]);
    expect(await store.get(anomalyId)).toEqual({
      id: anomalyId,
      ...anomaly,
      fingerprint: 'f'.repeat(64),
    });
    expect(await store.get(anomalyId + 1)).toBeUndefined();
  });

  it('filters, and counts what matches', async () => {
    const ids = await insert(listed);
    await link(ids[0]);
    const sort = 'title';
    const find = (query: object) => titles({ ...query, sort });

    expect(await find({ entity_ref: 'Resource:Default/Orders' })).toEqual([
      'alpha 100%',
      'beta_one',
    ]);
    expect(await find({ entity_ref: 'component:default/shop' })).toEqual([
      'alpha 100%',
    ]);
    expect((await find({ status: 'Active,Acknowledged' })).sort()).toEqual([
      'Gamma',
      'alpha 100%',
      'beta_one',
    ]);
    expect((await find({ severity: 'high' })).sort()).toEqual([
      'Gamma',
      'delta',
    ]);
    expect(await find({ severity: 'critical,low', type: 'not_null' })).toEqual([
      'beta_one',
    ]);
    expect(await find({ source: 'soda' })).toEqual(['Gamma']);
    expect(await find({ has_ticket: 'true' })).toEqual(['alpha 100%']);
    expect(await find({ has_ticket: 'false' })).toHaveLength(3);
    expect((await find({ matched: 'false' })).sort()).toEqual([
      'Gamma',
      'delta',
    ]);
    expect(await find({ matched: 'true' })).toHaveLength(2);
    expect(await find({ status: '' })).toHaveLength(4);
    expect(await find({ source: 'nobody' })).toEqual([]);
  });

  it('lists what belongs to the entities of an owner', async () => {
    await insert(listed);
    await knex('entity_owners').delete();
    await knex('entity_owners').insert([
      { entity_ref: 'component:default/shop', owner_ref: 'group:default/web' },
      {
        entity_ref: 'resource:default/orders',
        owner_ref: 'group:default/data',
      },
      { entity_ref: 'resource:default/orders', owner_ref: 'user:default/ann' },
    ]);
    const find = (owner: string) => titles({ owner, sort: 'title' });
    expect(await find('Group:default/web')).toEqual(['alpha 100%']);
    expect(await find('group:default/web,user:default/ann')).toEqual([
      'alpha 100%',
      'beta_one',
    ]);
    expect(await find('user:default/bob')).toEqual([]);
    expect(await find('')).toHaveLength(4);
  });

  it('searches every word in what people see, and takes no character for a wildcard', async () => {
    await insert(listed);
    expect(await titles({ query: 'GAMMA' })).toEqual(['Gamma']);
    expect(await titles({ query: '100%' })).toEqual(['alpha 100%']);
    expect(await titles({ query: 'al_ha' })).toEqual([]);
    expect(await titles({ query: 'beta_o' })).toEqual(['beta_one']);
    expect(await titles({ query: 'one' })).toEqual(['beta_one']);
    expect(await titles({ query: '\\' })).toEqual(['Gamma']);
    expect(await titles({ query: 'delta email' })).toEqual(['delta']);
    expect(await titles({ query: 'delta order_id_no' })).toEqual([]);
    expect(await titles({ query: 'shop.public.orders' })).toHaveLength(4);
    expect(await titles({ query: "'; drop table anomalies; --" })).toEqual([]);
  });

  it('sorts, with the worst severity first when descending', async () => {
    await insert(listed);
    expect(await titles({})).toEqual([
      'delta',
      'beta_one',
      'Gamma',
      'alpha 100%',
    ]);
    expect(await titles({ sort: 'last_seen_at' })).toEqual([
      'alpha 100%',
      'Gamma',
      'beta_one',
      'delta',
    ]);
    expect(await titles({ sort: '-severity' })).toEqual([
      'beta_one',
      'delta',
      'Gamma',
      'alpha 100%',
    ]);
    expect((await titles({ sort: 'severity' }))[0]).toBe('alpha 100%');
    expect((await titles({ sort: '-occurrence_count' }))[0]).toBe('alpha 100%');
  });

  it('pages without repeating or missing anything, even among equals', async () => {
    await insert(Array.from({ length: 25 }, (_, n) => ({ title: `t${n}` })));
    const seen = [];
    for (const page of [1, 2, 3]) {
      const { items, total } = await list({
        page,
        size: 10,
        sort: '-severity',
      });
      expect(total).toBe(25);
      seen.push(...items.map(item => item.id));
    }
    expect(new Set(seen).size).toBe(25);
    expect(await list({ page: 4, size: 10 })).toMatchObject({
      items: [],
      total: 25,
    });
  });

  it.each([
    '-last_seen_at',
    'first_seen_at',
    'severity',
    '-occurrence_count',
    'title',
  ])('goes on where a page ended, sorted by %s', async sort => {
    await insert(
      Array.from({ length: 23 }, (_, n) => ({
        title: `t${n % 4}`,
        severity: (['low', 'high'] as const)[n % 2],
        occurrenceCount: n % 3,
        firstSeenAt: hour(n % 3),
        lastSeenAt: hour(n % 5),
      })),
    );
    const whole = await list({ sort, size: 100 });
    expect(whole.nextCursor).toBeUndefined();
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ sort, size: 5, cursor });
      seen.push(...page.items.map(item => item.id));
      cursor = page.nextCursor;
      // What comes in between is on no page behind.
      await insert([
        { fingerprint: `late${seen.length}`, lastSeenAt: hour(9) },
      ]);
    } while (cursor && seen.length < 60);
    expect(
      seen.filter(seenId => whole.items.some(item => item.id === seenId)),
    ).toEqual(whole.items.map(item => item.id));
  });

  it.each(['nonsense', '', Buffer.from('["asc title"]').toString('base64url')])(
    'refuses %j as a cursor',
    async cursor => {
      await expect(list({ cursor, sort: 'title' })).rejects.toThrow(
        /^cursor: is not one that this list gave/,
      );
    },
  );

  it('finds by snooze, assignee, condition and dataset', async () => {
    const dataset = { platform: 'Postgres', fqn: '"Shop".a', name: 'a' };
    await insert([
      { title: 'asleep', snoozedUntil: hour(6) },
      { title: 'awake', snoozedUntil: hour(4), assignee: 'user:default/ann' },
      { title: 'passing', condition: 'passing', dataset },
    ]);
    expect(await titles({ snoozed: 'true' })).toEqual(['asleep']);
    expect((await titles({ snoozed: 'false' })).sort()).toEqual([
      'awake',
      'passing',
    ]);
    expect(await titles({ assignee: 'User:default/Ann' })).toEqual(['awake']);
    expect(await titles({ condition: 'passing,unknown' })).toEqual(['passing']);
    expect(await titles({ dataset: 'postgres:shop.a' })).toEqual(['passing']);
  });

  it('says what open anomalies can be filtered by', async () => {
    await insert([
      { source: 'a', type: 'unique', entityRefs: ['resource:default/x'] },
      { source: 'b', type: 'unique' },
      { source: 'b', type: 'null' },
      { source: 'c', type: 'old', status: 'Archived', resolution: 'Invalid' },
    ]);
    expect(await store.countFacets()).toEqual({
      sources: [
        { value: 'b', count: 2, isExact: true },
        { value: 'a', count: 1, isExact: true },
      ],
      types: [
        { value: 'unique', count: 2, isExact: true },
        { value: 'null', count: 1, isExact: true },
      ],
    });
    expect(
      await store.countFacets({ entityRef: 'Resource:default/X' }),
    ).toEqual({
      sources: [{ value: 'a', count: 1, isExact: true }],
      types: [{ value: 'unique', count: 1, isExact: true }],
    });
  });

  it('sums up an entity and everything', async () => {
    const none = {
      active: 0,
      acknowledged: 0,
      archived: 0,
      with_tickets: 0,
      unmatched: 0,
      inexact: [],
      last_report_at: null,
    };
    expect(await store.summarize()).toEqual(none);

    const ids = await insert(listed);
    await link(ids[0]);
    await knex('ingest_deliveries').insert({
      source: 'dbt',
      dedup_key: 'x',
      received_at: hour(5),
      report: '{}',
    });
    const last_report_at = hour(5).toISOString();
    expect(await store.summarize()).toEqual({
      active: 2,
      acknowledged: 1,
      archived: 1,
      with_tickets: 1,
      unmatched: 1,
      inexact: [],
      last_report_at,
    });
    expect(
      await store.summarize({ entityRef: 'component:default/shop' }),
    ).toEqual({
      ...none,
      active: 1,
      with_tickets: 1,
      last_report_at,
    });
    expect(
      await store.summarize({ entityRef: 'component:default/other' }),
    ).toEqual({
      ...none,
      last_report_at,
    });
  });

  it('changes many at once, each its own way, and uses up no ids', async () => {
    const severities: Severity[] = ['critical', 'high', 'medium', 'low'];
    await insert(Array.from({ length: 600 }, () => ({ title: 'before' })));
    const statements: string[] = [];
    knex.on('query', ({ sql }) => statements.push(sql));

    await knex.transaction(async tx => {
      const found = await store.findForUpdate(tx, {
        source: 'dbt',
        fingerprints: Array.from({ length: 600 }, (_, n) => `f${n}`),
      });
      expect(found.size).toBe(600);
      const changed = [...found.values()].map((anomaly, index) => ({
        ...anomaly,
        title: `after ${anomaly.fingerprint}`,
        severity: severities[index % 4],
        entityRefs: [`resource:default/r${index}`],
      }));
      await store.updateAll(tx, changed);
      await store.replaceEntities(tx, changed);
    });
    knex.removeAllListeners('query');

    expect(statements.length).toBeLessThan(15);
    const rows = await knex('anomalies').orderBy('id');
    expect(rows).toHaveLength(600);
    expect(rows.every(row => row.title === `after ${row.fingerprint}`)).toBe(
      true,
    );
    expect(await knex('anomaly_entities')).toHaveLength(600);
    const [next] = await insert([{ fingerprint: 'next' }]);
    expect(next).toBe(rows[599].id + 1);
  });

  it('writes a decision only over the version it was made about', async () => {
    const [anomalyId] = await insert([{}]);
    const read = (await store.get(anomalyId))!;
    const decide = (expectedVersion: number) =>
      knex.transaction(tx =>
        store.updateDecided(
          tx,
          {
            ...read,
            status: 'Archived',
            resolution: 'Invalid',
            version: 2,
            updatedAt: hour(8),
          },
          expectedVersion,
        ),
      );
    expect(await decide(1)).toBe(true);
    expect(await decide(1)).toBe(false);
    expect(await store.get(anomalyId)).toMatchObject({
      version: 2,
      status: 'Archived',
      resolution: 'Invalid',
      updatedAt: hour(8),
    });
  });
});
