import {
  bulkDeliveriesResponse,
  deliveryDetails,
  deliverySummary,
  listDeliveriesResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
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

  it('finds by status, kind, and part of the ticket', async () => {
    await ticketing.change(anomalyId, { kind: 'comment', text: 'one' });
    const number = (await ticketing.ticketLinks.listLinksOf(anomalyId))[0]
      .ticket_number!;
    const idsOf = async (filter: object) =>
      (await ticketing.deliveryService.list({ ...PAGE, ...filter })).items.map(
        ({ kind }) => kind,
      );
    expect(await idsOf({ status: ['pending', 'delivered'] })).toEqual([
      'comment',
      'create',
    ]);
    expect(await idsOf({ kind: ['create'] })).toEqual(['create']);
    expect(await idsOf({ query: number.slice(3).toLowerCase() })).toHaveLength(
      2,
    );
    expect(await idsOf({ query: 'wrong', status: 'pending' })).toHaveLength(1);
    expect(await idsOf({ query: '%' })).toEqual([]);
  });

  it('shows the tries of one, what it writes, and what it waits for', async () => {
    await ticketing.change(anomalyId, { kind: 'comment', text: 'one' });
    await ticketing.change(anomalyId, { kind: 'comment', text: 'two' });
    proxy.fail(({ method }) => method === 'PATCH', REFUSED);
    await ticketing.worker.drain();
    const [second, first] = (
      await ticketing.deliveryService.list({ ...PAGE, kind: ['comment'] })
    ).items;
    const dead = deliveryDetails.parse(
      await ticketing.deliveryService.getDetails(first.id),
    );
    expect(dead).toMatchObject({
      status: 'dead',
      waits_for: null,
      attempt_log: [
        {
          attempt: 1,
          outcome: 'refused',
          error: expect.stringMatching(/Add the role itil/),
        },
      ],
      content: [
        {
          field: 'work_notes',
          value: expect.stringMatching(/^Comment from Backstage: one/),
        },
      ],
    });
    expect(await ticketing.deliveryService.getDetails(second.id)).toMatchObject(
      { status: 'pending', waits_for: first.id, attempt_log: [] },
    );
    await expect(
      ticketing.deliveryService.getDetails(999),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('counts what waits, and since when', async () => {
    expect(await ticketing.deliveryService.summarize()).toEqual({
      pending: 0,
      delivering: 0,
      retrying: 0,
      dead: 0,
      oldest_waiting_at: null,
    });
    await ticketing.change(anomalyId, { kind: 'comment', text: 'one' });
    await ticketing.change(anomalyId, { kind: 'comment', text: 'two' });
    proxy.fail(({ method }) => method === 'PATCH', REFUSED);
    await ticketing.worker.drain();
    expect(
      deliverySummary.parse(await ticketing.deliveryService.summarize()),
    ).toEqual({
      pending: 1,
      delivering: 0,
      retrying: 0,
      dead: 1,
      oldest_waiting_at: '2026-01-23T19:51:23.000Z',
    });
  });

  it('retries and discards many, each by itself', async () => {
    const other = await ticketing.anomaly();
    await ticketing.creation.createTicket(
      { anomalyId: other, title: 'Other' },
      ANN,
    );
    for (const id of [anomalyId, other]) {
      await ticketing.change(id, { kind: 'comment', text: `of ${id}` });
    }
    proxy.fail(({ method }) => method === 'PATCH', REFUSED, REFUSED);
    await ticketing.worker.drain();
    const retried = bulkDeliveriesResponse.parse(
      await ticketing.deliveryService.decideMany({
        action: 'retry',
        filter: { status: ['dead'], anomaly_id: other },
      }),
    );
    expect(retried).toEqual({
      results: [{ id: expect.any(Number), outcome: 'changed', message: null }],
      remaining: 0,
    });
    await ticketing.worker.drain();
    expect(notes()).toEqual([`Comment from Backstage: of ${other}`]);
    const [dead] = (
      await ticketing.deliveryService.list({ ...PAGE, status: 'dead' })
    ).items;
    const [delivered] = retried.results;
    expect(
      await ticketing.deliveryService.decideMany({
        action: 'discard',
        ids: [dead.id, delivered.id, 999],
      }),
    ).toEqual({
      results: [
        { id: dead.id, outcome: 'changed', message: null },
        {
          id: delivered.id,
          outcome: 'failed',
          message: expect.stringMatching(/is delivered; only those/),
        },
        {
          id: 999,
          outcome: 'not_found',
          message: 'There is no delivery 999',
        },
      ],
      remaining: 0,
    });
  });

  it('takes what was given up with the creation of its ticket for done', async () => {
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
    const answer = await ticketing.deliveryService.decideMany({
      action: 'discard',
      filter: { status: ['pending', 'retrying'], anomaly_id: other },
    });
    expect(answer.results.map(({ outcome }) => outcome)).toEqual([
      'changed',
      'unchanged',
    ]);
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
