import type { Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/databases';
import { anAnomaly } from '../__testUtils__/observations';
import { ActivityStore } from './ActivityStore';
import { AnomalyStore } from './AnomalyStore';

const databases = createTestDatabases();
const at = new Date('2026-01-22T06:00:00Z');

describe.each(databases.ids)('ActivityStore on %s', id => {
  let knex: Knex;
  let store: ActivityStore;
  let anomalyId: number;

  beforeAll(async () => {
    knex = await databases.create(id);
    store = new ActivityStore({ knex });
    const anomaly = anAnomaly();
    const ids = await knex.transaction(tx =>
      new AnomalyStore({ knex }).insertAll(tx, [anomaly]),
    );
    anomalyId = ids.get(anomaly.fingerprint)!;
  });

  beforeEach(async () => {
    await knex('activities').delete();
  });

  const add = (bodies: string[]) =>
    knex.transaction(tx =>
      store.addAll(
        tx,
        bodies.map(body => ({
          anomalyId,
          kind: 'comment' as const,
          actor: { ref: 'user:default/ann', name: 'Ann' },
          body,
          at,
        })),
      ),
    );

  it('answers with ids in the order given, however many', async () => {
    const bodies = Array.from(
      { length: 600 },
      (_, index) => `comment ${index}`,
    );
    const ids = await add(bodies);
    const rows = await knex('activities');
    const byId = new Map(rows.map(row => [row.id, row.body]));
    expect(ids.map(activityId => byId.get(activityId))).toEqual(bodies);
  });

  it('pages through thousands of entries, each once, whatever is written meanwhile', async () => {
    const COUNT = 3_000;
    const ids = await add(
      Array.from({ length: COUNT }, (_, index) => `entry ${index}`),
    );
    const statements: string[] = [];
    const note = ({ sql }: { sql: string }) => statements.push(sql);
    const seen: number[] = [];
    let cursor: number | undefined;
    let pages = 0;
    do {
      knex.on('query', note);
      const page = await store.list(anomalyId, { page: 1, size: 100, cursor });
      knex.removeListener('query', note);
      seen.push(...page.items.map(item => item.id));
      expect(page.total).toBe(COUNT + pages * 2);
      cursor = page.nextCursor;
      pages += 1;
      // By number, pages would move by this.
      await add([`new ${pages}`, 'and another']);
    } while (cursor !== undefined);
    expect(seen).toEqual([...ids].reverse());
    expect(pages).toBe(COUNT / 100);
    expect(statements.some(sql => /offset/.test(sql))).toBe(false);
  });

  it('goes on behind an entry among those of the kinds asked for', async () => {
    await add(['one', 'two']);
    await knex.transaction(tx =>
      store.addAll(tx, [{ anomalyId, kind: 'passed', at }]),
    );
    await add(['three']);
    const ofKind = { kind: ['comment' as const], page: 1, size: 2 };
    const first = await store.list(anomalyId, ofKind);
    expect(first.items.map(({ body }) => body)).toEqual(['three', 'two']);
    const second = await store.list(anomalyId, {
      ...ofKind,
      cursor: first.nextCursor,
    });
    expect(second.items.map(({ body }) => body)).toEqual(['one']);
    expect(second.nextCursor).toBeUndefined();
  });

  it('lists the newest first, a page at a time', async () => {
    await add(['one', 'two', 'three']);
    const first = await store.list(anomalyId, { page: 1, size: 2 });
    expect(first.total).toBe(3);
    expect(first.items.map(({ body }) => body)).toEqual(['three', 'two']);
    const second = await store.list(anomalyId, { page: 2, size: 2 });
    expect(second.items).toEqual([
      {
        id: expect.any(Number),
        anomaly_id: anomalyId,
        kind: 'comment',
        actor: 'user:default/ann',
        actor_name: 'Ann',
        body: 'one',
        from_status: null,
        to_status: null,
        resolution: null,
        created_at: '2026-01-22T06:00:00.000Z',
        edited_at: null,
        deleted: false,
        ticket_number: null,
        deliveries: [],
      },
    ]);
    expect(await store.list(anomalyId + 1, { page: 1, size: 2 })).toEqual({
      items: [],
      total: 0,
    });
  });

  it('lists entries of some kinds only', async () => {
    await add(['one']);
    await knex.transaction(tx =>
      store.addAll(tx, [{ anomalyId, kind: 'detected', at }]),
    );
    const request = { page: 1, size: 10, kind: ['comment' as const] };
    const { items, total } = await store.list(anomalyId, request);
    expect(total).toBe(1);
    expect(items.map(({ body }) => body)).toEqual(['one']);
  });

  it('says what became of an entry in ServiceNow', async () => {
    const [activityId, other] = await add(['sent', 'unsent']);
    const [integration] = await knex('integrations')
      .insert({ name: 'production', origin: 'config', created_at: at })
      .returning('id');
    const tickets = await knex('tickets')
      .insert(
        ['INC0010001', null].map(number => ({
          integration_id: integration.id,
          table_name: 'incident',
          number,
          title: 'x',
          created_at: at,
        })),
      )
      .returning('id');
    const ids: number[] = [];
    for (const ticket of tickets) {
      const [row]: { id: number }[] = await knex('deliveries')
        .insert({
          integration_id: integration.id,
          ticket_id: ticket.id,
          anomaly_id: anomalyId,
          activity_id: activityId,
          kind: 'comment',
          payload: '{}',
          status: ids.length === 0 ? 'delivered' : 'pending',
          attempts: 0,
          created_at: at,
        })
        .returning('id');
      ids.push(row.id);
    }

    expect((await store.get(activityId))?.deliveries).toEqual([
      { delivery_id: ids[0], ticket_number: 'INC0010001', status: 'delivered' },
      { delivery_id: ids[1], ticket_number: null, status: 'pending' },
    ]);
    expect((await store.get(other))?.deliveries).toEqual([]);
  });
});
