import {
  entityRecovery,
  entityTicketsSummary,
  listEntityTicketsRequest,
  listEntityTicketsResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from '../__testUtils__/databases';
import { ANN, createTestTicketing } from '../__testUtils__/testTicketing';
import { LinkedTicketStore } from '../database/LinkedTicketStore';
import { EntityScopes } from './EntityScopes';
import { EntityTicketService } from './EntityTicketService';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const REF = 'resource:default/orders';

describe.each(databases.ids)('records of entities on %s', databaseId => {
  let simulator: Simulator;
  let ticketing: Awaited<ReturnType<typeof createTestTicketing>>;
  let service: EntityTicketService;
  let item: string;

  beforeAll(async () => {
    simulator = await createSimulator({ port: 0 });
  });
  beforeEach(async () => {
    simulator.reset();
    ticketing = await createTestTicketing({
      knex: await databases.create(databaseId),
      instanceUrl: simulator.url,
    });
    service = new EntityTicketService({
      ...ticketing,
      scopes: new EntityScopes({
        ...ticketing,
        linkedTickets: new LinkedTicketStore(ticketing),
      }),
    });
    item = simulator.insert('cmdb_ci', { name: 'Orders table' }).sys_id;
  });
  afterEach(() => ticketing.stop());
  afterAll(() => simulator.stop());

  const byItem = {
    ref: REF,
    annotations: { 'servicenow-ticketing/configuration-item': 'Orders table' },
  };
  const list = async (annotations: Record<string, string>, query = {}) =>
    listEntityTicketsResponse.parse(
      await service.list(
        { ref: REF, annotations },
        listEntityTicketsRequest.parse(query),
      ),
    );
  const incident = (values: Record<string, string>) =>
    simulator.insert('incident', {
      short_description: 'Orders late',
      cmdb_ci: item,
      ...values,
    });
  const resolved = (opened: string, at: string) =>
    incident({
      opened_at: opened,
      resolved_at: at,
      state: '6',
      close_code: 'Solution provided',
      close_notes: 'x',
    });

  it('finds them by configuration item and by linked ticket, newest first', async () => {
    incident({ short_description: 'Old', opened_at: '2026-01-01 00:00:00' });
    incident({ short_description: 'New', opened_at: '2026-01-02 00:00:00' });
    const anomalyId = await ticketing.anomaly();
    await ticketing.knex('anomaly_entities').insert({
      anomaly_id: anomalyId,
      entity_ref: REF,
    });
    await ticketing.creation.createTicket({ anomalyId, title: 'Linked' }, ANN);
    const [link] = await ticketing.ticketLinks.listLinksOf(anomalyId);
    expect(await list({})).toMatchObject({
      sources: ['linked_tickets'],
      items: [{ title: 'Linked', link_id: link.id, is_open: true }],
    });
    // Whoever may not read the anomaly does not learn of its ticket.
    expect(
      await service.list(
        {
          ref: REF,
          annotations: {},
          access: { field: 'source', values: ['another'] },
        },
        listEntityTicketsRequest.parse({}),
      ),
    ).toMatchObject({ total: 0, sources: [] });
    const found = await list(byItem.annotations);
    expect(found).toMatchObject({
      total: 3,
      sources: ['configuration_item', 'linked_tickets'],
      warning: null,
    });
    expect(found.items.map(({ title }) => title)).toEqual([
      'Linked',
      'New',
      'Old',
    ]);
    expect(await list(byItem.annotations, { size: 1, page: 2 })).toMatchObject({
      pages: 3,
      items: [{ title: 'New', link_id: null }],
    });
    simulator.insert('change_request', {
      short_description: 'Change',
      cmdb_ci: item,
    });
    expect(
      await list(byItem.annotations, { type: 'change_request' }),
    ).toMatchObject({ items: [{ title: 'Change', table: 'change_request' }] });
  });

  it('tells open from done', async () => {
    incident({ short_description: 'Open' });
    resolved('2026-01-01 00:00:00', '2026-01-02 00:00:00');
    const states = async (state: string) =>
      (await list(byItem.annotations, { state })).items.map(
        ({ status, is_open: open }) => [status, open],
      );
    expect(await states('open')).toEqual([['New', true]]);
    expect(await states('done')).toEqual([['Resolved', false]]);
    expect(await states('all')).toHaveLength(2);
  });

  it('takes the query of the annotation instead, as far as it is plain', async () => {
    incident({ short_description: 'zebra crossing', cmdb_ci: '' });
    const query = (text: string) =>
      list({ 'servicenow-ticketing/ticket-query': text });
    expect(await query('short_descriptionLIKEzebra^active=true')).toMatchObject(
      {
        sources: ['query'],
        items: [{ title: 'zebra crossing' }],
      },
    );
    for (const text of [
      'active=true^NQactive=false',
      'opened_at>javascript:gs.daysAgo(1)',
    ]) {
      expect(await query(text)).toMatchObject({
        items: [],
        sources: [],
        warning: expect.stringMatching(/annotation .* cannot be used/),
      });
    }
  });

  it('says what an annotation names in vain, and that nothing ties the entity', async () => {
    expect(
      await list({ 'servicenow-ticketing/business-service': 'Nothing' }),
    ).toMatchObject({
      total: 0,
      sources: [],
      warning: 'ServiceNow has no business service called "Nothing".',
    });
    expect(await list({})).toMatchObject({
      total: 0,
      sources: [],
      warning: null,
    });
  });

  it('counts what is open, by state and priority', async () => {
    incident({});
    incident({ state: '2', impact: '1', urgency: '1' });
    resolved('2026-01-01 00:00:00', '2026-01-02 00:00:00');
    simulator.insert('change_request', { cmdb_ci: item });
    expect(
      entityTicketsSummary.parse(await service.summarize(byItem, {})),
    ).toMatchObject({
      open_incidents: 2,
      open_changes: 1,
      by_state: [
        { value: '1', label: 'New', count: 1 },
        { value: '2', label: 'In Progress', count: 1 },
      ],
      by_priority: [{ label: '1 - Critical' }, { label: '5 - Planning' }],
      freshness: { is_stale: false },
    });
  });

  it('tells how long it took to restore, by week, and shows what it knew when ServiceNow is away', async () => {
    resolved('2026-01-20 00:00:00', '2026-01-20 02:00:00');
    resolved('2026-01-20 00:00:00', '2026-01-20 06:00:00');
    resolved('2026-01-11 23:00:00', '2026-01-12 00:00:00');
    resolved('2025-01-01 00:00:00', '2025-01-02 00:00:00');
    const recovery = async () =>
      entityRecovery.parse(await service.recovery(byItem, { weeks: 2 }));
    const known = await recovery();
    expect(known).toMatchObject({
      weeks: [
        { week: '2026-01-12', count: 1, mean_seconds: 3600 },
        {
          week: '2026-01-19',
          count: 2,
          mean_seconds: 4 * 3600,
          median_seconds: 4 * 3600,
        },
      ],
      count: 3,
      median_seconds: 2 * 3600,
      is_partial: false,
      freshness: { as_of: '2026-01-23T19:51:23.000Z', is_stale: false },
    });
    const calls = simulator.requests().length;
    await recovery();
    expect(simulator.requests()).toHaveLength(calls);

    simulator.addFault({ kind: 'hibernating' });
    ticketing.advance(6 * 60_000);
    expect(await recovery()).toEqual({
      ...known,
      freshness: {
        as_of: '2026-01-23T19:51:23.000Z',
        is_stale: true,
        message: expect.stringMatching(/hibernating/),
      },
    });
    expect(
      await service.recovery(
        { ...byItem, ref: 'resource:default/other' },
        {
          weeks: 2,
        },
      ),
    ).toMatchObject({
      weeks: [],
      freshness: { as_of: null, is_stale: true },
    });
  });
});
