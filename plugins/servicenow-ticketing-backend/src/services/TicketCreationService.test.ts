import {
  createTicketResponse,
  pendingTicketResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  createFaultyProxy,
  type FaultyProxy,
} from '../__testUtils__/faultyProxy';
import { ANN, createTestTicketing } from '../__testUtils__/testTicketing';

const databases = createTestDatabases();

const posts = ({ method }: { method: string }) => method === 'POST';

describe.each(databases.ids)('creating tickets, on %s', databaseId => {
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
  });
  afterEach(async () => {
    await ticketing.stop();
    await proxy.stop();
  });
  afterAll(() => simulator.stop());

  const create = (request: object = {}) =>
    ticketing.creation.createTicket(
      { anomalyId, title: 'Orders are wrong', ...request },
      ANN,
    );
  const rowCounts = async () => {
    const counts: Record<string, number> = {};
    for (const table of [
      'tickets',
      'ticket_links',
      'deliveries',
      'delivery_attempts',
      'activities',
    ]) {
      const [row] = await ticketing.knex(table).count({ n: '*' });
      counts[table] = Number(row.n);
    }
    return counts;
  };
  const NOTHING = {
    tickets: 0,
    ticket_links: 0,
    deliveries: 0,
    delivery_attempts: 0,
    activities: 0,
  };

  it('answers as the documented API does', async () => {
    const { outcome, response } = await create({
      priority: '3',
      urgency: '3',
      impact: '3',
    });
    expect(outcome).toBe('created');
    expect(createTicketResponse.strict().parse(response)).toEqual({
      ticket: {
        ticket_id: expect.stringMatching(/^[0-9a-f]{32}$/),
        ticket_number: expect.stringMatching(/^INC\d{7}$/),
        title: 'Orders are wrong',
        description: [
          '## Backstage Anomaly Linked [2026-01-23 19:51:23 UTC]',
          '',
          `**Anomaly ID:** ${anomalyId}`,
          '**Status:** Active',
          '**Type:** unique',
          '**Detected:** 2026-01-22 06:00:00 UTC',
          '',
          '**Failed Checks:**',
          '- 17 values of order_id are not unique',
          '',
          `**View in Backstage:** http://portal/servicenow-ticketing/anomalies/${anomalyId}`,
          '',
        ].join('\n'),
        status: 'New',
        priority: '5',
        urgency: '3',
        impact: '3',
        category: 'inquiry',
        subcategory: '',
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
        updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
        resolved_at: null,
        closed_at: null,
        assigned_to: null,
        assigned_group: null,
        requester: null,
        url: expect.stringMatching(
          /^http:.*\/nav_to\.do\?uri=incident\.do\?sys_id=[0-9a-f]{32}$/,
        ),
        comments_count: null,
        metadata: { work_notes: '', close_notes: '' },
      },
      anomaly_id: anomalyId,
      integration_id: 1,
      message: expect.stringMatching(
        /^Ticket INC\d{7} created and linked to anomaly \d+$/,
      ),
    });
    expect(await rowCounts()).toMatchObject({
      tickets: 1,
      ticket_links: 1,
      deliveries: 1,
      activities: 1,
    });
  });

  it('maps severity to urgency, and a chosen priority to levels that give it', async () => {
    expect((await create()).response.ticket).toMatchObject({ urgency: '2' });
    expect((await create({ priority: '1' })).response.ticket).toMatchObject({
      priority: '1',
      impact: '1',
      urgency: '1',
    });
  });

  it('assigns by name', async () => {
    const { response } = await create({
      assignment_group: 'Database',
      category: 'database',
    });
    expect(response.ticket).toMatchObject({
      assigned_group: 'Database',
      category: 'database',
    });
  });

  it.each([
    {
      what: 'a group nobody knows',
      request: { assignment_group: 'No such group' },
      message:
        /^assignment_group: ServiceNow has no active group called "No such group"/,
    },
    {
      what: 'a table that does not exist',
      request: { table: 'u_no_such_table' },
      message: /has no table "u_no_such_table"/,
    },
  ])('keeps nothing of a request with $what', async ({ request, message }) => {
    await expect(create(request)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
    expect(await rowCounts()).toEqual(NOTHING);
  });

  it.each([
    {
      status: 401,
      error: { message: 'User Not Authenticated', detail: null },
      remedy: /^Production: .* refuses the credentials.*account/,
    },
    {
      status: 403,
      error: {
        message: 'Operation Failed',
        detail: 'ACL Exception Insert Failed due to security constraints',
      },
      remedy: /^Production: .* Add the role itil/,
    },
  ])(
    'keeps nothing, and names the integration, when the account is refused with $status',
    async ({ status, error, remedy }) => {
      proxy.fail(posts, {
        when: 'before',
        what: { status, body: JSON.stringify({ error, status: 'failure' }) },
      });
      await expect(create()).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringMatching(remedy),
      });
      expect(await rowCounts()).toEqual(NOTHING);
      expect((await create()).outcome).toBe('created');
    },
  );

  it('answers at once that a ticket is pending when ServiceNow is down, and keeps what was typed', async () => {
    proxy.fail(posts, { when: 'before', what: 'cut' });
    const { outcome, response } = await create({
      description: 'Please look at the loader.',
    });
    expect(outcome).toBe('pending');
    expect(pendingTicketResponse.strict().parse(response)).toMatchObject({
      ticket: {
        ticket_id: null,
        title: 'Orders are wrong',
        status: 'Pending',
        description: expect.stringContaining('Please look at the loader.'),
      },
      ticket_number: null,
      delivery: { kind: 'create', status: 'retrying' },
      message: expect.stringMatching(/as soon as ServiceNow answers/),
    });
    expect(await ticketing.ticketLinks.listLinksOf(anomalyId)).toMatchObject([
      {
        ticket_id: null,
        ticket_number: null,
        title: 'Orders are wrong',
        sync: {
          waiting: 1,
          message:
            '1 update waiting: ServiceNow does not answer: the connection was cut (127.0.0.1:'
              .concat(new URL(proxy.url).port)
              .concat(') (next try in 2 s)'),
        },
      },
    ]);
  });

  it('answers that a ticket is pending when ServiceNow takes too long, and finds it later', async () => {
    await ticketing.stop();
    ticketing = await createTestTicketing({
      knex: ticketing.knex,
      instanceUrl: proxy.url,
      interactiveTimeout: 50,
      requestTimeout: 400,
    });
    proxy.fail(posts, { when: 'after', what: 'hang' });
    expect((await create()).outcome).toBe('pending');
    await ticketing.worker.drain();
    ticketing.advance(2_000);
    await ticketing.worker.drain();
    expect(await ticketing.ticketLinks.listLinksOf(anomalyId)).toMatchObject([
      { ticket_number: expect.stringMatching(/^INC/) },
    ]);
    expect(proxy.calls.filter(posts)).toHaveLength(1);
  });

  it('makes one ticket of requests with the same key, also at once', async () => {
    const request = { idempotencyKey: 'k1' };
    const [first, second] = await Promise.all([
      create(request),
      create(request),
    ]);
    const third = await create({ ...request, title: 'Said otherwise' });
    expect(second.response.ticket.ticket_id).toBe(
      first.response.ticket.ticket_id,
    );
    expect(third.response.ticket).toMatchObject({
      ticket_id: first.response.ticket.ticket_id,
      title: 'Orders are wrong',
    });
    expect(proxy.calls.filter(posts)).toHaveLength(1);
    const other = await create({ idempotencyKey: 'k2' });
    expect(other.response.ticket.ticket_id).not.toBe(
      first.response.ticket.ticket_id,
    );
  });

  it('takes a second click for the first, but a later wish for a new one', async () => {
    const [first, second] = await Promise.all([create(), create()]);
    expect(second.response.ticket.ticket_id).toBe(
      first.response.ticket.ticket_id,
    );
    expect((await create()).response.ticket.ticket_id).not.toBe(
      first.response.ticket.ticket_id,
    );
    expect(proxy.calls.filter(posts)).toHaveLength(2);
  });

  it('knows a ticket again that was linked by hand before its creation was confirmed', async () => {
    proxy.fail(posts, { when: 'after', what: 'cut' });
    expect((await create()).outcome).toBe('pending');
    const [made] = simulator
      .records('incident')
      .filter(row => row.short_description === 'Orders are wrong');
    const other = await ticketing.anomaly();
    for (const id of [anomalyId, other]) {
      await ticketing.ticketLinks.linkTicket(
        { anomalyId: id, ticket_id: made.sys_id },
        ANN,
      );
    }
    ticketing.advance(2_000);
    await ticketing.worker.drain();
    ticketing.advance(2_000);
    await ticketing.worker.drain();
    for (const id of [anomalyId, other]) {
      expect(await ticketing.ticketLinks.listLinksOf(id)).toMatchObject([
        { ticket_id: made.sys_id, sync: { waiting: 0, failed: 0 } },
      ]);
    }
  });

  it('tells an unknown anomaly and an unknown integration', async () => {
    await expect(create({ anomalyId: 999 })).rejects.toMatchObject({
      name: 'NotFoundError',
      message: 'There is no anomaly 999',
    });
    await expect(create({ integration_id: 7 })).rejects.toMatchObject({
      name: 'NotFoundError',
      message: 'There is no integration 7. Known: 1 (Production).',
    });
  });
});
