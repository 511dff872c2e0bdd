import {
  listLinkedTicketsRequest,
  listLinkedTicketsResponse,
  relatedTickets,
  similarTickets,
  ticketActionRequest,
  ticketActionResponse,
  ticketDetails,
  ticketDiscussion,
  type TicketActionRequestInput,
} from 'backstage-plugin-servicenow-ticketing-common';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from '../__testUtils__/databases';
import { ANN, createTestTicketing } from '../__testUtils__/testTicketing';
import { LinkedTicketStore } from '../database/LinkedTicketStore';
import { LinkedTicketService } from './LinkedTicketService';
import { SimilarTicketService } from './SimilarTicketService';
import { TicketActionService } from './TicketActionService';
import { TicketDetailsService } from './TicketDetailsService';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.ids)('linked tickets on %s', databaseId => {
  let simulator: Simulator;
  let ticketing: Awaited<ReturnType<typeof createTestTicketing>>;
  let actions: TicketActionService;
  let details: TicketDetailsService;
  let list: LinkedTicketService;
  let similar: SimilarTicketService;

  beforeAll(async () => {
    simulator = await createSimulator({ port: 0 });
  });
  beforeEach(async () => {
    simulator.reset();
    ticketing = await createTestTicketing({
      knex: await databases.create(databaseId),
      instanceUrl: simulator.url,
      interactiveTimeout: 1_500,
    });
    const linkedTickets = new LinkedTicketStore(ticketing);
    actions = new TicketActionService(ticketing);
    details = new TicketDetailsService(ticketing);
    list = new LinkedTicketService({ ...ticketing, linkedTickets });
    similar = new SimilarTicketService({ ...ticketing, linkedTickets });
  });
  afterEach(() => ticketing.stop());
  afterAll(() => simulator.stop());

  /** An anomaly whose ticket ServiceNow has made. */
  const link = async (title = 'Orders late') => {
    const anomalyId = await ticketing.anomaly({ title });
    const { response } = await ticketing.creation.createTicket(
      { anomalyId, title },
      ANN,
    );
    const [made] = await ticketing.ticketLinks.listLinksOf(anomalyId);
    return { anomalyId, link: made, sysId: response.ticket.ticket_id! };
  };
  const record = (sysId: string) =>
    simulator.records('incident').find(row => row.sys_id === sysId)!;
  const notesOf = (sysId: string) =>
    simulator
      .records('sys_journal_field')
      .filter(row => row.element_id === sysId && row.element === 'work_notes')
      .map(row => row.value);
  const act = (
    linkId: number,
    request: TicketActionRequestInput,
    idempotencyKey?: string,
  ) =>
    actions.act(
      { ...ticketActionRequest.parse(request), linkId, idempotencyKey },
      ANN,
    );
  const kindsOf = async (anomalyId: number) =>
    (
      await ticketing.activities.list(anomalyId, { page: 1, size: 50 })
    ).items.map(({ kind }) => kind);

  it('does with a ticket what people want, each once and with a note', async () => {
    const { anomalyId, link: made, sysId } = await link();
    const acknowledged = await act(made.id, { action: 'acknowledge' });
    expect(acknowledged.outcome).toBe('done');
    expect(ticketActionResponse.parse(acknowledged.response)).toMatchObject({
      link: { id: made.id, status: 'In Progress' },
      delivery: { kind: 'acknowledge', status: 'delivered' },
      message: `${made.ticket_number} is updated`,
    });
    await act(made.id, { action: 'change_priority', impact: 1, urgency: '2' });
    expect(record(sysId)).toMatchObject({
      state: '2',
      impact: '1',
      urgency: '2',
      priority: '2',
    });
    await act(made.id, { action: 'add_work_note', note: 'Reloaded it' });
    await act(made.id, {
      action: 'resolve',
      close_code: 'Workaround provided',
      close_notes: 'Loaded again',
    });
    expect(record(sysId)).toMatchObject({
      state: '6',
      close_code: 'Workaround provided',
      close_notes: 'Loaded again',
    });
    expect(notesOf(sysId)).toEqual([
      expect.stringMatching(/^\[.* UTC\] Backstage Ticket Acknowledged\n/),
      expect.stringMatching(/Ticket Priority Changed: impact 1, urgency 2\n/),
      expect.stringMatching(/^Comment from Backstage: Reloaded it\n.*Ann Lee/),
      expect.stringMatching(/Backstage Ticket Resolved\n/),
    ]);
    expect(await kindsOf(anomalyId)).toEqual([
      'ticket_resolved',
      'ticket_note',
      'ticket_priority',
      'ticket_acknowledged',
      'ticket_created',
    ]);
  });

  it('acts once for one key, and for a second click', async () => {
    const { link: made, sysId } = await link();
    const note = { action: 'add_work_note', note: 'Once' } as const;
    await act(made.id, note, 'k1');
    expect((await act(made.id, note, 'k1')).outcome).toBe('done');
    expect(notesOf(sysId)).toHaveLength(1);
    simulator.addFault({ kind: 'unavailable', method: 'PATCH' });
    const twice = { action: 'add_work_note', note: 'Twice' } as const;
    const [first, second] = await Promise.all([
      act(made.id, twice),
      act(made.id, twice),
    ]);
    expect(first.response.delivery.id).toBe(second.response.delivery.id);
    expect(first.outcome).toBe('pending');
    simulator.removeFaults();
    ticketing.advance(3600_000);
    await ticketing.worker.drain();
    expect(notesOf(sysId)).toHaveLength(2);
  });

  it('goes behind what waits for the ticket, and not past what failed', async () => {
    const { anomalyId, link: made, sysId } = await link();
    simulator.addFault({ kind: 'unavailable', method: 'PATCH' });
    await ticketing.change(anomalyId, { kind: 'comment', text: 'First' });
    await ticketing.worker.drain();
    const waiting = await act(made.id, {
      action: 'add_work_note',
      note: 'Second',
    });
    expect(waiting).toMatchObject({
      outcome: 'pending',
      response: {
        link: { sync: { waiting: 2 } },
        message: expect.stringMatching(/will be updated as soon as it does/),
      },
    });
    simulator.removeFaults();
    ticketing.advance(3600_000);
    await ticketing.worker.drain();
    expect(notesOf(sysId).map(note => note.split('\n')[0])).toEqual([
      'Comment from Backstage: First',
      'Comment from Backstage: Second',
    ]);

    await ticketing
      .knex('deliveries')
      .where({ anomaly_id: anomalyId, kind: 'comment' })
      .update({ status: 'dead', settled_at: null, last_error: 'No' });
    await expect(act(made.id, { action: 'acknowledge' })).rejects.toMatchObject(
      {
        name: 'ConflictError',
        message: expect.stringMatching(/Retry or discard it first: No/),
      },
    );
  });

  it('keeps nothing of what ServiceNow refuses, and says why', async () => {
    const { anomalyId, link: made, sysId } = await link();
    await expect(
      act(made.id, {
        action: 'resolve',
        close_code: 'No such code',
        close_notes: 'x',
      }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/data policy/),
    });
    expect(record(sysId).state).toBe('1');
    expect(await kindsOf(anomalyId)).toEqual(['ticket_created']);
    // What comes after is not held up.
    expect((await act(made.id, { action: 'acknowledge' })).outcome).toBe(
      'done',
    );
    await expect(act(99_999, { action: 'acknowledge' })).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('shows a ticket live, with what can be done and what it would set', async () => {
    const { anomalyId, link: made, sysId } = await link();
    const shown = async () =>
      ticketDetails.parse({
        ...(await details.get(made.id)),
        anomalies: await details.listAnomalies(made.id),
      });
    simulator.update('incident', sysId, {
      assigned_to: simulator.records('sys_user')[0].sys_id,
    });
    expect(await shown()).toMatchObject({
      link: { id: made.id },
      ticket: {
        ticket_id: sysId,
        status: 'New',
        assigned_to: expect.any(String),
      },
      unavailable: null,
      acknowledged_state: 'In Progress',
      resolved_state: 'Resolved',
      close_code: 'Solution provided',
      anomalies: [{ id: anomalyId, link_id: made.id, title: 'Orders late' }],
      choices: {
        impact: [{ value: '1' }, { value: '2' }, { value: '3' }],
      },
    });
    expect((await shown()).actions.every(action => action.is_possible)).toBe(
      true,
    );
    await act(made.id, { action: 'resolve', close_notes: 'Done' });
    expect(
      (await shown()).actions.map(({ action, because }) => [action, because]),
    ).toEqual([
      ['acknowledge', 'The ticket is Resolved already.'],
      ['change_priority', 'The ticket is Resolved already.'],
      ['add_work_note', null],
      ['resolve', 'The ticket is Resolved already.'],
    ]);
    simulator.addFault({ kind: 'hibernating' });
    expect(await shown()).toMatchObject({
      ticket: null,
      unavailable: expect.stringMatching(/hibernating/),
      link: { ticket_number: made.ticket_number },
    });
  });

  it('tells the discussion, newest first, and which of it is ours', async () => {
    const { link: made, sysId } = await link();
    await act(made.id, { action: 'add_work_note', note: 'From the portal' });
    simulator.update('incident', sysId, {
      comments: 'From ServiceNow [ref 0123456789]',
    });
    const page = ticketDiscussion.parse(
      await details.discussion(made.id, { page: 1, size: 1 }),
    );
    const rest = await details.discussion(made.id, { page: 2, size: 1 });
    expect(page).toMatchObject({ total: 2, pages: 2, warning: null });
    const entries = [...page.items, ...rest.items];
    expect(entries).toHaveLength(2);
    expect(entries.find(({ is_ours: ours }) => ours)).toMatchObject({
      kind: 'work_note',
      author: 'Ann Lee',
      text: 'Comment from Backstage: From the portal',
    });
    expect(entries.find(({ is_ours: ours }) => !ours)).toMatchObject({
      kind: 'comment',
      text: 'From ServiceNow [ref 0123456789]',
    });

    // An account that may not read the journal sees it on the record itself.
    simulator.access.restrict('sys_journal_field', 'read', []);
    const shown = await details.discussion(made.id, { page: 1, size: 50 });
    expect(shown.items.map(({ text }) => text).sort()).toEqual(
      entries.map(({ text }) => text).sort(),
    );
    expect(shown.items[0].created_at).toBeNull();
  });

  it('finds what ServiceNow relates to the ticket, as far as the account may see it', async () => {
    const { link: made, sysId } = await link();
    const problem = simulator.insert('problem', { short_description: 'Cause' });
    const change = simulator.insert('change_request', {
      short_description: 'Fix',
    });
    simulator.insert('incident', {
      short_description: 'Child',
      parent_incident: sysId,
    });
    simulator.update('incident', sysId, {
      problem_id: problem.sys_id,
      rfc: change.sys_id,
    });
    const found = relatedTickets.parse(await details.related(made.id));
    expect(found.warning).toBeNull();
    expect(
      found.items.map(({ relation, title }) => [relation, title]).sort(),
    ).toEqual([
      ['change_request', 'Fix'],
      ['child_incident', 'Child'],
      ['problem', 'Cause'],
    ]);
    simulator.access.restrict('problem', 'read', []);
    const fewer = await details.related(made.id);
    expect(fewer.items.map(({ title }) => title)).not.toContain('Cause');
  });

  it('lists tickets by how far they are, by whose they are and by words', async () => {
    const first = await link('Orders late');
    const second = await link('Customers twice');
    await act(second.link.id, { action: 'resolve', close_notes: 'x' });
    await ticketing.knex('anomaly_entities').insert({
      anomaly_id: first.anomalyId,
      entity_ref: 'resource:default/orders',
    });
    await ticketing.knex('entity_owners').insert({
      entity_ref: 'resource:default/orders',
      owner_ref: 'group:default/data',
    });
    const ask = async (query: object, mine?: string[]) =>
      listLinkedTicketsResponse.parse(
        await list.list(listLinkedTicketsRequest.parse(query), { mine }),
      );
    const titles = async (query: object, mine?: string[]) =>
      (await ask(query, mine)).items.map(({ title }) => title);

    expect((await ask({})).items[1]).toMatchObject({
      link_id: first.link.id,
      ticket_number: first.link.ticket_number,
      phase: 'open',
      status: 'New',
      anomaly_count: 1,
      anomalies: [{ id: first.anomalyId }],
      sync: { waiting: 0 },
    });
    expect(await titles({ phase: 'open' })).toEqual(['Orders late']);
    expect(await titles({ phase: 'done' })).toEqual(['Customers twice']);
    expect(await titles({ phase: 'waiting' })).toEqual([]);
    expect(await titles({ query: 'customers' })).toEqual(['Customers twice']);
    expect(await titles({}, ['group:default/data'])).toEqual(['Orders late']);
    expect(await titles({}, [ANN.ref])).toHaveLength(2);
    expect(await titles({}, ['user:default/eve'])).toEqual([]);
    expect(await ask({ size: 1, page: 2 })).toMatchObject({
      total: 2,
      pages: 2,
      items: [{ title: 'Orders late' }],
    });
    simulator.addFault({ kind: 'unavailable' });
    await ticketing.change(first.anomalyId, { kind: 'comment', text: 'x' });
    expect(await titles({ troubled: 'true' })).toEqual(['Orders late']);
  });

  it('warns of open tickets about the same thing, likeliest first, and never of done ones', async () => {
    const first = await link('Orders late');
    const twin = await ticketing.anomaly({ title: 'Orders late as well' });
    simulator.insert('incident', {
      short_description: 'Something else about orders in the shop',
    });
    const found = async () =>
      similarTickets.parse(await similar.list({ anomalyId: twin }));
    expect((await found()).items[0]).toMatchObject({
      reason: 'dataset',
      ticket_number: first.link.ticket_number,
    });
    expect(
      (await similar.list({ anomalyId: first.anomalyId })).items[0],
    ).toMatchObject({ reason: 'anomaly' });
    await act(first.link.id, { action: 'resolve', close_notes: 'x' });
    expect(
      (await found()).items.map(({ ticket_number: number }) => number),
    ).not.toContain(first.link.ticket_number);
    simulator.addFault({ kind: 'hibernating' });
    expect(await found()).toEqual({
      items: [],
      warning: expect.stringMatching(/hibernating/),
    });
  });
});
