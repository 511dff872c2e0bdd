import type { Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/databases';
import { statementsOf } from '../__testUtils__/statementsOf';
import { DeliveryStore } from './DeliveryStore';
import { IntegrationStore } from './IntegrationStore';
import { TicketStore } from './TicketStore';

const databases = createTestDatabases();
const NOW = new Date('2026-01-01T00:00:00Z');
const later = (milliseconds: number) => new Date(NOW.getTime() + milliseconds);

describe.each(databases.ids)('DeliveryStore, on %s', databaseId => {
  let knex: Knex;
  let store: DeliveryStore;
  let tickets: TicketStore;
  let integrationId: number;

  beforeEach(async () => {
    knex = await databases.create(databaseId);
    store = new DeliveryStore({ knex });
    tickets = new TicketStore({ knex });
    const integrations = new IntegrationStore({ knex });
    await integrations.ensureAll(['production'], NOW);
    [{ id: integrationId }] = await integrations.listKnown();
  });

  const aTicket = () =>
    knex.transaction(tx =>
      tickets.insertWanted(tx, {
        integrationId,
        table: 'incident',
        correlationId: 'c',
        title: 'Orders',
        at: NOW,
      }),
    );
  const aDelivery = (ticketId: number) =>
    knex.transaction(tx =>
      store.insert(tx, {
        integrationId,
        ticketId,
        anomalyId: 1,
        kind: 'comment',
        payload: { note: 'x' },
        createdBy: 'user:default/ann',
        at: NOW,
      }),
    );
  const claim = (
    options: Partial<Parameters<DeliveryStore['claim']>[0]> = {},
  ) =>
    store.claim({
      now: NOW,
      leaseUntil: later(60_000),
      token: 'token',
      limit: 10,
      ...options,
    });
  const ids = async (claiming: ReturnType<typeof claim>) =>
    (await claiming).map(({ id }) => id);
  const result = { startedAt: NOW, duration: 1.4 };

  it('claims the oldest of each ticket, and the next once that is settled', async () => {
    const [one, two] = [await aTicket(), await aTicket()];
    const first = await aDelivery(one);
    const second = await aDelivery(one);
    const other = await aDelivery(two);
    const claimed = await claim();
    expect(claimed.map(({ id }) => id)).toEqual([first, other]);
    expect(claimed[0]).toMatchObject({
      status: 'delivering',
      attempts: 1,
      payload: { note: 'x' },
    });
    expect(await ids(claim())).toEqual([]);
    await store.settle(claimed[0], { ...result, outcome: 'delivered' }, NOW);
    expect(await ids(claim())).toEqual([second]);
    expect(
      await knex('delivery_attempts').select('outcome', 'duration_ms'),
    ).toEqual([{ outcome: 'delivered', duration_ms: 1 }]);
  });

  it('claims no more than asked, and one by its id only in its turn', async () => {
    const ticket = await aTicket();
    const first = await aDelivery(ticket);
    const second = await aDelivery(ticket);
    await aDelivery(await aTicket());
    expect(await ids(claim({ id: second, limit: 1 }))).toEqual([]);
    expect(await ids(claim({ id: first, limit: 1 }))).toEqual([first]);
    expect(await claim({ limit: 1 })).toHaveLength(1);
  });

  it('waits for the time of the next try, and lets nothing pass meanwhile', async () => {
    const ticket = await aTicket();
    const first = await aDelivery(ticket);
    await aDelivery(ticket);
    const [claimed] = await claim();
    await store.settle(
      claimed,
      {
        ...result,
        outcome: 'retry',
        error: 'down',
        nextAttemptAt: later(2_000),
      },
      NOW,
    );
    expect(await ids(claim({ now: later(1_999) }))).toEqual([]);
    const again = await claim({ now: later(2_000) });
    expect(again).toMatchObject([{ id: first, attempts: 2 }]);
  });

  it('holds up what comes after a dead one until somebody decides', async () => {
    const ticket = await aTicket();
    const first = await aDelivery(ticket);
    const second = await aDelivery(ticket);
    const [claimed] = await claim();
    await store.settle(
      claimed,
      { ...result, outcome: 'refused', error: 'no' },
      NOW,
    );
    expect(await ids(claim())).toEqual([]);
    expect(await store.revive(second, NOW)).toBe(false);
    expect(await store.revive(first, NOW)).toBe(true);
    expect(await ids(claim())).toEqual([first]);
  });

  it('takes over a claim that ran out, and drops what its old owner says', async () => {
    const id = await aDelivery(await aTicket());
    const [lost] = await claim({ token: 'old', leaseUntil: later(1_000) });
    expect(await ids(claim({ now: later(999) }))).toEqual([]);
    expect(await ids(claim({ token: 'new', now: later(1_000) }))).toEqual([id]);
    const settled = await store.settle(
      lost,
      { ...result, outcome: 'refused', error: 'late' },
      NOW,
    );
    expect(settled).toBe(false);
    expect(await store.get(id)).toMatchObject({
      status: 'delivering',
      claimToken: 'new',
    });
    await store.settle(lost, { outcome: 'postponed' }, NOW);
    expect((await store.get(id))?.status).toBe('delivering');
    expect(await knex('delivery_attempts')).toEqual([]);
  });

  it('gives a claim back for the next to take at once', async () => {
    const id = await aDelivery(await aTicket());
    const [claimed] = await claim();
    await store.settle(claimed, { outcome: 'postponed' }, NOW);
    expect(await store.get(id)).toMatchObject({
      status: 'pending',
      attempts: 0,
      firstTriedAt: undefined,
    });
    expect(await claim()).toMatchObject([{ id, attempts: 1 }]);
  });

  it('writes many in the order given, whatever their texts hold', async () => {
    const [one, two] = [await aTicket(), await aTicket()];
    const notes = ['{"a", b}', `it's "so"\\n`, 'ä€ 🎉', ''];
    const written = await knex.transaction(tx =>
      store.insertAll(
        tx,
        notes.map((note, index) => ({
          integrationId,
          ticketId: index % 2 === 0 ? one : two,
          anomalyId: index,
          linkId: index === 0 ? undefined : index,
          kind: 'comment' as const,
          payload: { note },
          createdBy: 'user:default/ann',
          at: later(index),
          ...(index === 1 && {
            wait: { until: later(5_000), because: 'not yet' },
          }),
        })),
      ),
    );
    expect([...written].sort((a, b) => a - b)).toEqual(written);
    const stored = await Promise.all(written.map(id => store.get(id)));
    expect(stored).toMatchObject(
      notes.map((note, index) => ({
        payload: { note },
        anomalyId: index,
        linkId: index === 0 ? undefined : index,
        createdAt: later(index),
        status: 'pending',
      })),
    );
    expect(stored[1]).toMatchObject({
      nextAttemptAt: later(5_000),
      lastError: 'not yet',
    });
    expect(await ids(claim({ now: later(10) }))).toEqual([written[0]]);
  });

  it('lets a new delivery not bring forward what waits for its time', async () => {
    const ticket = await aTicket();
    const first = await aDelivery(ticket);
    const [claimed] = await claim();
    const nextAttemptAt = later(2_000);
    await store.settle(
      claimed,
      { ...result, outcome: 'retry', error: 'down', nextAttemptAt },
      NOW,
    );
    await aDelivery(ticket);
    const [{ due_at: dueAt }] = await knex('delivery_queues').select('due_at');
    expect(new Date(dueAt!)).toEqual(nextAttemptAt);
    expect(await ids(claim({ now: nextAttemptAt }))).toEqual([first]);
  });

  it('takes the same number of statements for many as for one', async () => {
    const numberOf = async (work: () => Promise<unknown>) =>
      (await statementsOf(knex, work)).length;
    const deliver = async (count: number) => {
      for (let i = 0; i < count; i++) {
        await aDelivery(await aTicket());
      }
      const claimed: Awaited<ReturnType<typeof claim>> = [];
      const claiming = await numberOf(async () => {
        claimed.push(...(await claim({ limit: count })));
      });
      expect(claimed).toHaveLength(count);
      const settling = await numberOf(() =>
        store.settleAll(
          claimed.map(delivery => ({
            delivery,
            result: { ...result, outcome: 'delivered' as const },
          })),
          NOW,
        ),
      );
      return { claiming, settling };
    };
    expect(await deliver(40)).toEqual(await deliver(1));
    const ticketId = await aTicket();
    const enqueueing = await numberOf(() => aDelivery(ticketId));
    // Beside the beginning and the end of the transaction.
    expect(enqueueing - 2).toBe(databaseId === 'SQLITE_3' ? 2 : 1);
  });

  it('hands each delivery to one of many who claim at once', async () => {
    for (let i = 0; i < 30; i++) {
      await aDelivery(await aTicket());
    }
    const claims = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        claim({ token: `worker-${i}`, limit: 5 }),
      ),
    );
    const all = claims.flat().map(({ id }) => id);
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBe(30);
  });
});
