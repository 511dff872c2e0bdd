import type { Knex } from 'knex';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { aDataset, createAnomalyWorld } from '../__testUtils__/anomalyWorld';
import { createTestDatabases } from '../__testUtils__/databases';
import { anObservation } from '../__testUtils__/observations';
import { ANN, createTestTicketing } from '../__testUtils__/testTicketing';

const databases = createTestDatabases();

describe.each(databases.ids)('open portals, on %s, hear of', databaseId => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.create(databaseId);
  });

  describe('what happens to anomalies:', () => {
    let world: ReturnType<typeof createAnomalyWorld>;
    const aReport = (id: string, checks: string[]) => ({
      run: { id, observedAt: new Date('2026-02-01T11:00:00Z') },
      observations: checks.map((checkKey, index) =>
        anObservation({ index, checkKey }),
      ),
      ignored: 0,
      errors: [],
    });
    const ids = async () =>
      (await knex('anomalies').orderBy('id').select('id')).map(({ id }) => id);

    beforeEach(() => {
      world = createAnomalyWorld({ knex });
    });

    it('reports, unless they change nothing', async () => {
      await world.report('plain', aReport('one', ['a', 'b']));
      expect(world.announcer.anomalies.sort()).toEqual(await ids());
      world.announcer.clear();
      await world.report('plain', aReport('one', ['a', 'b']));
      expect(world.announcer.anomalies).toEqual([]);
    });

    it('a failing duplicate, for its original too', async () => {
      await world.report('plain', aReport('one', ['a', 'b']));
      const [original, duplicate] = await ids();
      await world.decisions.decide(
        { anomalyId: duplicate, actor: ANN },
        {
          status: 'Archived',
          resolution: 'Duplicate',
          duplicate_of: original,
        },
      );
      world.announcer.clear();
      await world.report('plain', {
        ...aReport('two', ['b']),
        run: { id: 'two', observedAt: new Date('2026-02-01T11:30:00Z') },
      });
      expect(world.announcer.anomalies.sort()).toEqual([original, duplicate]);
    });

    it('decisions that change something', async () => {
      await world.report('plain', aReport('one', ['a', 'b']));
      const [first, second] = await ids();
      world.announcer.clear();
      const acknowledge = { status: 'Acknowledged' } as const;
      await world.decisions.decide(
        { anomalyId: first, actor: ANN },
        acknowledge,
      );
      expect(world.announcer.anomalies).toEqual([first]);
      world.announcer.clear();
      await world.decisions.decideMany([first, second, 999], acknowledge, ANN);
      expect(world.announcer.anomalies).toEqual([second]);
    });

    it('comments, also when they are changed and taken back', async () => {
      await world.report('plain', aReport('one', ['a']));
      const [anomalyId] = await ids();
      world.announcer.clear();
      const { id } = await world.comments.add({ anomalyId, actor: ANN }, 'x');
      const comment = { anomalyId, actor: ANN, activityId: id };
      await world.comments.edit(comment, 'y');
      await world.comments.delete(comment);
      expect(world.announcer.anomalies).toEqual([
        anomalyId,
        anomalyId,
        anomalyId,
      ]);
    });

    it('changes of the catalog that move anomalies', async () => {
      await world.report('plain', aReport('one', ['a']));
      world.announcer.clear();
      await world.rematcher.rematchAll();
      expect(world.announcer.anomalies).toEqual([]);
      world.entities.push(
        aDataset('orders', {
          'servicenow-ticketing/dataset': 'shop.public.orders',
        }),
      );
      await world.rematcher.rematchAll();
      expect(world.announcer.anomalies).toEqual(['many']);
    });
  });

  describe('what happens to tickets:', () => {
    let simulator: Simulator;
    let ticketing: Awaited<ReturnType<typeof createTestTicketing>>;
    let anomalyId: number;

    beforeEach(async () => {
      simulator = await createSimulator({ port: 0 });
      ticketing = await createTestTicketing({
        knex,
        instanceUrl: simulator.url,
      });
      anomalyId = await ticketing.anomaly();
    });
    afterEach(async () => {
      await ticketing.stop();
      await simulator.stop();
    });

    it('their creation and what is delivered to them', async () => {
      const { announcer } = ticketing;
      await ticketing.creation.createTicket({ anomalyId, title: 'x' }, ANN);
      const [{ ticket }] = await ticketing.links.listByAnomalies([anomalyId]);
      expect(announcer).toMatchObject({
        anomalies: [anomalyId],
        tickets: [ticket.id],
        deliveries: 1,
      });
      expect(await ticketing.links.listAnomaliesOf([ticket.id])).toEqual([
        anomalyId,
      ]);
    });

    it('links that are made, synced and cut', async () => {
      const { announcer, ticketLinks } = ticketing;
      const [{ sys_id: sysId }] = simulator.records('incident');
      const link = await ticketLinks.linkTicket(
        { anomalyId, ticket_id: sysId },
        ANN,
      );
      const key = { anomalyId, linkId: link.id };
      expect(announcer).toMatchObject({
        anomalies: [anomalyId],
        deliveries: 1,
      });
      announcer.clear();
      await ticketLinks.syncLink(key);
      expect(announcer.tickets).toHaveLength(1);
      announcer.clear();
      await ticketLinks.unlinkTicket(key, ANN);
      expect(announcer).toMatchObject({
        anomalies: [anomalyId],
        deliveries: 1,
      });
    });

    it('deliveries that people retry and discard', async () => {
      const { announcer, deliveryService } = ticketing;
      await ticketing.creation.createTicket({ anomalyId, title: 'x' }, ANN);
      await ticketing.change(anomalyId, { kind: 'comment', text: 'x' });
      const [{ id }] = (
        await deliveryService.list({ page: 1, size: 1, status: 'pending' })
      ).items;
      announcer.clear();
      await deliveryService.discard(id);
      expect(announcer).toMatchObject({
        anomalies: [anomalyId],
        tickets: [expect.any(Number)],
        deliveries: 1,
      });
    });
  });
});
