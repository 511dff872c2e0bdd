import type { Knex } from 'knex';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  createFaultyProxy,
  type FaultyProxy,
  type SeenCall,
} from '../__testUtils__/faultyProxy';
import { ANN, createTestTicketing } from '../__testUtils__/testTicketing';
import type { DeliveryStore } from '../database/DeliveryStore';

const databases = createTestDatabases();
const patches = ({ method }: SeenCall) => method === 'PATCH';
const DOWN = { when: 'before', what: 'cut' } as const;

describe.each(databases.ids)(
  'the delivery worker in bad times, on %s',
  databaseId => {
    let simulator: Simulator;
    let proxy: FaultyProxy;
    let knex: Knex;
    let ticketing: Awaited<ReturnType<typeof createTestTicketing>>;

    beforeAll(async () => {
      simulator = await createSimulator({ port: 0 });
    });
    beforeEach(async () => {
      simulator.reset();
      proxy = await createFaultyProxy(simulator.url);
      knex = await databases.create(databaseId);
      ticketing = await createTestTicketing({ knex, instanceUrl: proxy.url });
    });
    afterEach(async () => {
      jest.restoreAllMocks();
      await ticketing.stop();
      await proxy.stop();
    });
    afterAll(() => simulator.stop());

    const linked = async () => {
      const anomalyId = await ticketing.anomaly();
      await ticketing.creation.createTicket(
        { anomalyId, title: 'Orders are wrong' },
        ANN,
      );
      return anomalyId;
    };
    const notes = () => knex('deliveries').where({ kind: 'comment' });
    const comment = (anomalyId: number, text: string) =>
      ticketing.change(anomalyId, { kind: 'comment', text });
    /** Makes the next calls of a method of the store fail, as when the database is away. */
    const breakStore = (method: 'claim' | 'settleAll', times: number) => {
      const store: DeliveryStore = ticketing.deliveries;
      const spy = jest.spyOn(store, method);
      for (let time = 0; time < times; time++) {
        spy.mockRejectedValueOnce(new Error('connection terminated'));
      }
      return spy;
    };

    it('writes how tries ended once the database is back, and sends nothing twice', async () => {
      const anomalyId = await linked();
      await comment(anomalyId, 'looking');
      breakStore('settleAll', 3);
      await ticketing.worker.drain();
      expect(await notes()).toMatchObject([
        { status: 'delivered', attempts: 1 },
      ]);
      expect(proxy.calls.filter(patches)).toHaveLength(1);
    });

    it('gives up writing when the claim has run out, and the next try finds the note', async () => {
      const anomalyId = await linked();
      await comment(anomalyId, 'looking');
      const settle = ticketing.deliveries.settleAll.bind(ticketing.deliveries);
      jest
        .spyOn(ticketing.deliveries, 'settleAll')
        .mockImplementationOnce(async () => {
          ticketing.advance(3_600_000);
          throw new Error('connection terminated');
        })
        .mockImplementation(settle);
      await ticketing.worker.drain();
      expect(await notes()).toMatchObject([
        { status: 'delivered', attempts: 2 },
      ]);
      expect(proxy.calls.filter(patches)).toHaveLength(1);
    });

    it('goes on looking for work after the database was away', async () => {
      const anomalyId = await linked();
      await comment(anomalyId, 'looking');
      breakStore('claim', 2);
      const arrived = new Promise<void>(done => {
        simulator.onChange(change => change.table === 'incident' && done());
      });
      ticketing.worker.start();
      await arrived;
      await ticketing.worker.stop();
      expect(await notes()).toMatchObject([{ status: 'delivered' }]);
      expect(
        ticketing.logger.error.mock.calls.filter(([message]) =>
          /could not look for work/.test(String(message)),
        ),
      ).toHaveLength(1);
    });

    it('counts no tries while calls are held back, and goes on when they are let through', async () => {
      const count = 12;
      const anomalyIds: number[] = [];
      for (let index = 0; index < count; index++) {
        anomalyIds.push(await linked());
      }
      for (const anomalyId of anomalyIds) {
        await comment(anomalyId, 'looking');
      }
      proxy.fail(patches, ...Array(count).fill(DOWN));
      await ticketing.worker.drain();
      const waiting = await notes();
      // Five failures open the breaker, while at most three more are on their way; the others are not even sent.
      const sent = proxy.calls.filter(patches).length;
      expect(sent).toBeGreaterThanOrEqual(5);
      expect(sent).toBeLessThanOrEqual(8);
      expect(waiting.filter(({ attempts }) => attempts === 1)).toHaveLength(
        sent,
      );
      expect(waiting.filter(({ attempts }) => attempts === 0)).toHaveLength(
        count - sent,
      );
      proxy.heal();
      for (let minute = 0; minute < 5; minute++) {
        ticketing.advance(60_000);
        await ticketing.worker.drain();
      }
      expect(await notes()).toMatchObject(
        Array(count).fill({ status: 'delivered' }),
      );
    });

    it('claims nothing of an integration that asks for a pause', async () => {
      const [one, two] = [await linked(), await linked()];
      await comment(one, 'first');
      proxy.fail(patches, {
        when: 'before',
        what: { status: 429, body: '{}', headers: { 'Retry-After': '30' } },
      });
      await ticketing.worker.drain();
      await comment(two, 'second');
      const claim = jest.spyOn(ticketing.deliveries, 'claim');
      ticketing.advance(29_000);
      await ticketing.worker.drain();
      expect(claim.mock.calls.length).toBeGreaterThan(0);
      expect(
        await notes().where({ status: 'pending', attempts: 0 }),
      ).toHaveLength(1);
      expect(proxy.calls.filter(patches)).toHaveLength(1);
      ticketing.advance(1_000);
      await ticketing.worker.drain();
      expect(await notes()).toMatchObject([
        { status: 'delivered' },
        { status: 'delivered' },
      ]);
    });

    it('gives back what it has not begun when it stops', async () => {
      const anomalyId = await linked();
      await comment(anomalyId, 'looking');
      const claim = ticketing.deliveries.claim.bind(ticketing.deliveries);
      let stopping: Promise<void> | undefined;
      jest
        .spyOn(ticketing.deliveries, 'claim')
        .mockImplementationOnce(async options => {
          const claimed = await claim(options);
          stopping = ticketing.worker.stop();
          return claimed;
        });
      ticketing.worker.start();
      while (!stopping) {
        await new Promise(setImmediate);
      }
      await stopping;
      expect(await notes()).toMatchObject([
        { status: 'pending', attempts: 0, claim_token: null },
      ]);
      expect(proxy.calls.filter(patches)).toHaveLength(0);
    });
  },
);

describe.each(databases.ids)('claiming when much waits, on %s', databaseId => {
  it('looks at no more tickets than it takes, and lets every integration have its turn', async () => {
    const knex = await databases.create(databaseId);
    const ticketing = await createTestTicketing({
      knex,
      instanceUrl: 'http://127.0.0.1:9',
    });
    const NOW = ticketing.now();
    const [other] = await knex('integrations')
      .insert({ name: 'other', origin: 'portal', created_at: NOW })
      .returning('id');
    const write = async (integrationId: number, status: string, at: Date) => {
      const [ticket] = await knex('tickets')
        .insert({
          integration_id: integrationId,
          table_name: 'incident',
          title: 'x',
          created_at: NOW,
        })
        .returning('id');
      await knex.transaction(tx =>
        ticketing.deliveries.insertAll(
          tx,
          [1, 2].map(() => ({
            integrationId,
            ticketId: ticket.id,
            anomalyId: 1,
            kind: 'comment' as const,
            payload: { note: 'x', marker: '0123456789' },
            createdBy: ANN.ref,
            at,
          })),
        ),
      );
      const [{ id }] = await knex('deliveries')
        .where({ ticket_id: ticket.id })
        .orderBy('id');
      await knex('deliveries')
        .where({ id })
        .update({ status: status as 'dead' });
    };
    for (let index = 0; index < 30; index++) {
      await write(1, index < 10 ? 'dead' : 'pending', new Date(0));
    }
    await write(other.id, 'pending', NOW);
    const claim = (token: string) =>
      ticketing.deliveries.claim({
        now: NOW,
        leaseUntil: new Date(NOW.getTime() + 60_000),
        token,
        limit: 15,
      });
    const first = await claim('one');
    expect(first.map(({ integrationId }) => integrationId)).toContain(other.id);
    const second = await claim('two');
    expect(first.length + second.length).toBe(21);
    // Those that are held up were looked at once, and are not looked at again.
    expect(await knex('delivery_queues').where('due_at', '<=', NOW)).toEqual(
      [],
    );
    expect(await claim('three')).toEqual([]);
    await ticketing.stop();
  });
});
