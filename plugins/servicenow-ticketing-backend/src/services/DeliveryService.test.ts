import { listDeliveriesResponse } from 'backstage-plugin-servicenow-ticketing-common';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  createFaultyProxy,
  type FaultyProxy,
} from '../__testUtils__/faultyProxy';
import { ANN, createTestTicketing } from '../__testUtils__/testTicketing';

const databases = createTestDatabases();
const PAGE = { page: 1, size: 10 };
const REFUSED = {
  when: 'before',
  what: {
    status: 403,
    body: '{"error":{"message":"Operation Failed","detail":"ACL Exception Update Failed due to security constraints"},"status":"failure"}',
  },
} as const;

describe.each(databases.ids)('DeliveryService, on %s', databaseId => {
  let simulator: Simulator;
  let proxy: FaultyProxy;
  let ticketing: Awaited<ReturnType<typeof createTestTicketing>>;
  let anomalyId: number;

  beforeAll(async () => {
    simulator = await createSimulator({ port: 0 });
  });
  beforeEach(async () => {
    simulator.reset();
    proxy = await createFaultyProxy(simulator.url);
    ticketing = await createTestTicketing({
      knex: await databases.create(databaseId),
      instanceUrl: proxy.url,
    });
    anomalyId = await ticketing.anomaly();
    await ticketing.creation.createTicket({ anomalyId, title: 'Wrong' }, ANN);
  });
  afterEach(async () => {
    await ticketing.stop();
    await proxy.stop();
  });
  afterAll(() => simulator.stop());

  const notes = () =>
    simulator
      .records('sys_journal_field', 'element=work_notes')
      .map(row => row.value.split('\n')[0])
      .filter(note => note.startsWith('Comment from Backstage: '));

  it('lists what waits and what arrived, newest first', async () => {
    await ticketing.change(anomalyId, { kind: 'comment', text: 'one' });
    const number = (await ticketing.ticketLinks.listLinksOf(anomalyId))[0]
      .ticket_number;
    const page = listDeliveriesResponse.parse(
      await ticketing.deliveryService.list(PAGE),
    );
    expect(page).toMatchObject({
      total: 2,
      items: [
        {
          kind: 'comment',
          status: 'pending',
          summary: `Comment to ${number}`,
          ticket_number: number,
          created_by: ANN.ref,
        },
        { kind: 'create', status: 'delivered', attempts: 1 },
      ],
    });
    const filter = { ...PAGE, status: 'pending', anomaly_id: 99 } as const;
    expect((await ticketing.deliveryService.list(filter)).total).toBe(0);
  });

  it('discards a dead delivery so that the next can go on', async () => {
    await ticketing.change(anomalyId, { kind: 'comment', text: 'one' });
    await ticketing.change(anomalyId, { kind: 'comment', text: 'two' });
    proxy.fail(({ method }) => method === 'PATCH', REFUSED);
    await ticketing.worker.drain();
    expect(notes()).toEqual([]);
    const { items } = await ticketing.deliveryService.list({
      ...PAGE,
      status: 'dead',
    });
    expect(items).toMatchObject([
      { last_error: expect.stringMatching(/Add the role itil/) },
    ]);
    expect(await ticketing.deliveryService.discard(items[0].id)).toMatchObject({
      status: 'discarded',
    });
    await ticketing.worker.drain();
    expect(notes()).toEqual(['Comment from Backstage: two']);
  });

  it('discards with the creation of a ticket all that was meant for it', async () => {
    proxy.fail(({ method }) => method === 'POST', {
      when: 'before',
      what: 'cut',
    });
    const other = await ticketing.anomaly();
    await ticketing.creation.createTicket(
      { anomalyId: other, title: 'Never' },
      ANN,
    );
    await ticketing.change(other, { kind: 'comment', text: 'waits' });
    const { items } = await ticketing.deliveryService.list({
      ...PAGE,
      anomaly_id: other,
    });
    await ticketing.deliveryService.discard(items[1].id);
    ticketing.advance(600_000);
    await ticketing.worker.drain();
    expect(await ticketing.ticketLinks.listLinksOf(other)).toEqual([]);
    expect(notes()).toEqual([]);
    expect(
      (await ticketing.deliveryService.list({ ...PAGE, status: 'discarded' }))
        .total,
    ).toBe(2);
  });

  it('refuses to retry or discard what is settled', async () => {
    const [{ id }] = (await ticketing.deliveryService.list(PAGE)).items;
    await expect(ticketing.deliveryService.retry(id)).rejects.toMatchObject({
      name: 'ConflictError',
      message: `Delivery ${id} is delivered; only dead ones can be retried.`,
    });
    await expect(ticketing.deliveryService.discard(id)).rejects.toMatchObject({
      name: 'ConflictError',
    });
    await expect(ticketing.deliveryService.retry(999)).rejects.toMatchObject({
      name: 'NotFoundError',
      message: 'There is no delivery 999',
    });
  });
});
