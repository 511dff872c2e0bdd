import type { IntegrationMappingInput } from 'backstage-plugin-servicenow-ticketing-common';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { aDataset } from '../__testUtils__/anomalyWorld';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  createFaultyProxy,
  type FaultyProxy,
} from '../__testUtils__/faultyProxy';
import {
  ANN,
  aMapping,
  createTestTicketing,
} from '../__testUtils__/testTicketing';
import type { IntegrationSettings } from '../domain/integrationSettings';

const databases = createTestDatabases();

const posts = ({ method }: { method: string }) => method === 'POST';
const patches = ({ method }: { method: string }) => method === 'PATCH';
const ORDERS = aDataset('orders', {
  'servicenow-ticketing/configuration-item': 'orders-db',
  'servicenow-ticketing/business-service': 'Data Warehouse',
});
const BETH = { ...ANN, email: 'beth.anglin@example.com' };

describe.each(databases.ids)('the mapping in tickets, on %s', databaseId => {
  let simulator: Simulator;
  let proxy: FaultyProxy;
  let ticketing: Awaited<ReturnType<typeof createTestTicketing>>;

  beforeAll(async () => {
    simulator = await createSimulator({ port: 0 });
  });
  beforeEach(async () => {
    simulator.reset();
    proxy = await createFaultyProxy(simulator.url);
  });
  afterEach(async () => {
    await ticketing.stop();
    await proxy.stop();
  });
  afterAll(() => simulator.stop());

  async function start(
    mapping: IntegrationMappingInput,
    change: Partial<IntegrationSettings> = {},
  ) {
    ticketing = await createTestTicketing({
      knex: await databases.create(databaseId),
      instanceUrl: proxy.url,
      requestTimeout: 1_000,
      settings: { mapping: aMapping(mapping), ...change },
      entities: [ORDERS],
    });
    return ticketing.anomaly({ entityRefs: ['resource:default/orders'] });
  }
  const create = (anomalyId: number, request = {}, actor = BETH) =>
    ticketing.creation.createTicket(
      { anomalyId, title: 'Orders are wrong', ...request },
      actor,
    );
  const idOf = async (anomalyId: number, request = {}) => {
    const answer = await create(anomalyId, request);
    if (answer.outcome !== 'created') {
      throw new Error(answer.response.message);
    }
    return answer.response.ticket.ticket_id;
  };
  const recordOf = (sysId: string, table = 'incident') =>
    simulator.records(table, `sys_id=${sysId}`)[0];
  const namesIn = (sysId: string, ...fields: string[]) =>
    fields.map(field => {
      const value = recordOf(sysId)[field];
      return ['sys_user', 'sys_user_group', 'cmdb_ci']
        .flatMap(table => simulator.records(table, `sys_id=${value}`))
        .map(row => row.name)[0];
    });
  const notesOf = (sysId: string) =>
    simulator
      .records('sys_journal_field', `element_id=${sysId}^element=work_notes`)
      .map(row => row.value);
  const drain = async () => {
    await ticketing.worker.drain();
  };

  it('writes states, severity, categories, people, items and templates on create', async () => {
    const anomalyId = await start({
      states: { open: 2 },
      severity: {
        secondary: {
          field: 'impact',
          values: { critical: 1, high: 1, medium: 2, low: 3 },
        },
      },
      templates: {
        description: 'Rows: {{anomaly.affected_rows}}',
        fields: { close_notes: 'of {{entity.name}}, {{user.name}}' },
      },
      assignment_group: 'Database',
      assigned_to: 'beth.anglin',
      category: 'database',
      subcategory: 'data quality',
      correlation_display: 'Data portal',
    });
    simulator.insert('sys_user_grmember', {
      user: simulator.records('sys_user', 'user_name=beth.anglin')[0].sys_id,
      group: simulator.records('sys_user_group', 'name=Database')[0].sys_id,
    });
    const sysId = await idOf(anomalyId);
    expect(recordOf(sysId)).toMatchObject({
      short_description: 'Orders are wrong',
      state: '2',
      urgency: '2',
      impact: '1',
      category: 'database',
      subcategory: 'data quality',
      close_notes: 'of orders, Ann Lee',
      correlation_display: 'Data portal',
      correlation_id: expect.stringMatching(`^anomaly-${anomalyId}-`),
      description: `Rows: 17\n\n**Anomaly ID:** ${anomalyId}\n**View in Backstage:** http://portal/servicenow-ticketing/anomalies/${anomalyId}\n`,
    });
    expect(
      namesIn(
        sysId,
        'assignment_group',
        'assigned_to',
        'caller_id',
        'cmdb_ci',
        'business_service',
      ),
    ).toEqual([
      'Database',
      'Beth Anglin',
      'Beth Anglin',
      'orders-db',
      'Data Warehouse',
    ]);
  });

  it('makes the ticket although nothing that was derived can be found', async () => {
    const anomalyId = await start({ assignment_group: 'No such group' });
    simulator.access.restrict('cmdb_ci', 'read', []);
    simulator.access.restrict('cmdb_ci_service', 'read', []);
    const answer = await create(
      anomalyId,
      {},
      { ...ANN, email: 'nobody@example.com' },
    );
    expect(answer.outcome).toBe('created');
    const [record] = simulator.records(
      'incident',
      `correlation_idSTARTSWITHanomaly-${anomalyId}-`,
    );
    for (const field of [
      'assignment_group',
      'caller_id',
      'cmdb_ci',
      'business_service',
    ]) {
      expect(record[field] ?? '').toBe('');
    }
    const warned = jest
      .mocked(ticketing.logger.warn)
      .mock.calls.map(([message]) => message)
      .join('\n');
    expect(warned).toContain('no active group called "No such group"');
    expect(warned).toContain('no active user called "nobody@example.com"');
    expect(warned).toMatch(/cmdb_ci is left empty: "orders-db" could not be/);
  });

  it('leaves out an assignee by default who is not in the group', async () => {
    const anomalyId = await start({
      assignment_group: 'Database',
      assigned_to: 'abel.tuter',
    });
    const sysId = await idOf(anomalyId);
    expect(namesIn(sysId, 'assignment_group', 'assigned_to')).toEqual([
      'Database',
      undefined,
    ]);
    await expect(
      create(anomalyId, { title: 'Mine', assigned_to: 'beth.anglin' }),
    ).rejects.toMatchObject({ name: 'InputError' });
  });

  it('refuses what a person named and nobody knows, by the name of the property', async () => {
    const anomalyId = await start({
      templates: { fields: { cmdb_ci: '{{entity.name}}' } },
    });
    await expect(
      create(anomalyId, { assignment_group: 'No such group' }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /^assignment_group: ServiceNow has no active group called "No such group"/,
      ),
    });
    await expect(
      create(anomalyId, { fields: { cmdb_ci: 'no-such-db' } }),
    ).rejects.toMatchObject({
      message: expect.stringMatching(/^fields\.cmdb_ci: ServiceNow has no/),
    });
  });

  it('sends the same again when a try failed, whatever changed meanwhile', async () => {
    const anomalyId = await start({
      templates: { fields: { close_notes: '{{anomaly.message}}' } },
    });
    proxy.fail(posts, { when: 'before', what: 'cut' });
    expect((await create(anomalyId)).outcome).toBe('pending');
    await ticketing.knex('anomalies').update({ message: 'other' });
    ticketing.advance(2_000);
    await drain();
    const [record] = simulator.records(
      'incident',
      `correlation_idSTARTSWITHanomaly-${anomalyId}-`,
    );
    expect(record.close_notes).toBe('17 values of order_id are not unique');
    expect(namesIn(record.sys_id, 'caller_id', 'cmdb_ci')).toEqual([
      'Beth Anglin',
      'orders-db',
    ]);
  });

  it('moves the ticket when the anomaly is acknowledged, unless people have finished it', async () => {
    const anomalyId = await start({ states: { acknowledged: 2 } });
    const open = await idOf(anomalyId);
    const closed = await idOf(anomalyId, { title: 'Another' });
    simulator.update('incident', closed, {
      state: '8',
    });
    await ticketing.change(anomalyId, {
      kind: 'status',
      status: 'Acknowledged',
    });
    await drain();
    expect(recordOf(open).state).toBe('2');
    expect(recordOf(closed).state).toBe('8');
    for (const sysId of [open, closed]) {
      expect(notesOf(sysId)).toEqual([
        expect.stringContaining('Anomaly Status: Acknowledged'),
      ]);
    }
  });

  it('leaves the state alone where the mapping has none for acknowledged', async () => {
    const anomalyId = await start({});
    const sysId = await idOf(anomalyId);
    await ticketing.change(anomalyId, {
      kind: 'status',
      status: 'Acknowledged',
    });
    await drain();
    expect(recordOf(sysId).state).toBe('1');
    expect(notesOf(sysId)).toHaveLength(1);
  });

  describe('when the severity changes', () => {
    const secondary = {
      field: 'impact',
      values: { critical: 1, high: 2, medium: 2, low: 3 },
    };

    it('writes both fields with a note, once', async () => {
      const anomalyId = await start({ severity: { secondary } });
      const sysId = await idOf(anomalyId);
      expect(recordOf(sysId)).toMatchObject({ urgency: '2', impact: '2' });
      await ticketing.change(anomalyId, {
        kind: 'severity',
        severity: 'critical',
      });
      // Committed, but nobody saw the answer.
      proxy.fail(patches, { when: 'after', what: 'cut' });
      await drain();
      ticketing.advance(2_000);
      await drain();
      expect(recordOf(sysId)).toMatchObject({
        urgency: '1',
        impact: '1',
        priority: '1',
      });
      expect(notesOf(sysId)).toEqual([
        expect.stringMatching(
          /^\[2026-01-23 19:51:23 UTC\] Backstage Anomaly Severity: critical\n/,
        ),
      ]);
    });

    it('says nothing where the fields stay as they are, or nobody works on the ticket', async () => {
      const anomalyId = await start({ severity: { secondary } });
      const same = await idOf(anomalyId);
      await ticketing.change(anomalyId, {
        kind: 'severity',
        severity: 'medium',
      });
      await drain();
      expect(notesOf(same)).toEqual([]);

      simulator.update('incident', same, { state: '8' });
      await ticketing.change(anomalyId, { kind: 'severity', severity: 'low' });
      await drain();
      expect(recordOf(same)).toMatchObject({ urgency: '2', impact: '2' });
      expect(notesOf(same)).toEqual([]);
    });

    it('lets a ticket of several anomalies carry the worst of them', async () => {
      const anomalyId = await start({ severity: { secondary } });
      const sysId = await idOf(anomalyId);
      const worse = await ticketing.anomaly({ severity: 'critical' });
      await ticketing.ticketLinks.linkTicket(
        { anomalyId: worse, ticket_id: sysId },
        ANN,
      );
      await ticketing.change(anomalyId, { kind: 'severity', severity: 'low' });
      await drain();
      expect(recordOf(sysId).urgency).toBe('1');

      await ticketing.change(worse, {
        kind: 'status',
        status: 'Archived',
        resolution: 'Invalid',
      });
      await ticketing.change(anomalyId, { kind: 'severity', severity: 'low' });
      await drain();
      expect(recordOf(sysId).urgency).toBe('3');
    });
  });

  describe('in other tables', () => {
    const resolve = async (anomalyId: number) => {
      await ticketing.change(anomalyId, {
        kind: 'status',
        status: 'Archived',
        resolution: 'Resolved',
        comment: 'Loaded again',
      });
      await drain();
    };

    /** Takes a record along the states that its model asks for. */
    const walk = (table: string, sysId: string, states: string[]) =>
      states.forEach(state => simulator.update(table, sysId, { state }));

    it('creates and resolves problems by their own fields and states', async () => {
      const anomalyId = await start(
        {
          states: { open: 102, resolved: 106 },
          close: {
            code_field: 'resolution_code',
            code: 'fix_applied',
            notes_field: 'fix_notes',
          },
          category: 'database',
        },
        { table: 'problem' },
      );
      const sysId = await idOf(anomalyId);
      expect(recordOf(sysId, 'problem')).toMatchObject({
        state: '102',
        category: 'database',
        urgency: '2',
      });
      walk('problem', sysId, ['103', '104']);
      await resolve(anomalyId);
      expect(recordOf(sysId, 'problem')).toMatchObject({
        state: '106',
        resolution_code: 'fix_applied',
        fix_notes: 'Loaded again',
      });
    });

    it('creates and resolves tickets of a table of the customer', async () => {
      simulator.insert('sys_db_object', {
        name: 'u_data_issue',
        label: 'Data issue',
        super_class: simulator.records('sys_db_object', 'name=task')[0].sys_id,
      });
      simulator.insert('sys_dictionary', {
        name: 'u_data_issue',
        element: 'u_severity',
        column_label: 'Severity',
        internal_type: 'string',
      });
      const anomalyId = await start(
        {
          states: { resolved: 3 },
          severity: { primary: { field: 'u_severity', values: { high: 'H' } } },
          close: { code_field: 'u_severity', code: 'done' },
        },
        { table: 'u_data_issue' },
      );
      const sysId = await idOf(anomalyId);
      expect(recordOf(sysId, 'u_data_issue')).toMatchObject({
        u_severity: 'H',
        urgency: '3',
      });
      await resolve(anomalyId);
      expect(recordOf(sysId, 'u_data_issue')).toMatchObject({
        state: '3',
        active: 'false',
        close_notes: 'Loaded again',
      });
    });

    it.each([
      [
        'problem',
        ['102', '103'],
        { state: '106', resolution_code: 'fix_applied' },
      ],
      [
        'change_request',
        ['-4', '-3', '-2', '-1', '0'],
        { state: '3', close_code: 'successful' },
      ],
      ['sc_task', ['2'], { state: '3', active: 'false' }],
    ])(
      'resolves a linked %s by the states of its table',
      async (table, states, expected) => {
        const anomalyId = await start({});
        const { sys_id: sysId } = simulator.insert(table, {
          short_description: 'Orders',
        });
        walk(table, sysId, states);
        await ticketing.ticketLinks.linkTicket(
          { anomalyId, table, ticket_id: sysId },
          ANN,
        );
        await resolve(anomalyId);
        expect(recordOf(sysId, table)).toMatchObject({
          ...expected,
          close_notes: 'Loaded again',
        });
      },
    );

    it('says that ServiceNow put the state back, and tries again on demand without a second note', async () => {
      const anomalyId = await start({});
      const { sys_id: sysId } = simulator.insert('problem', {
        short_description: 'Orders',
      });
      await ticketing.ticketLinks.linkTicket(
        { anomalyId, table: 'problem', ticket_id: sysId },
        ANN,
      );
      await resolve(anomalyId);
      const [link] = await ticketing.ticketLinks.listLinksOf(anomalyId);
      expect(link.sync).toMatchObject({
        failed: 1,
        message: expect.stringMatching(
          /did not take over the state 106: problem PRB\d+ is in state 101 \(New\)\. Its rules allow/,
        ),
      });

      walk('problem', sysId, ['102', '103']);
      const { items } = await ticketing.deliveryService.list({
        page: 1,
        size: 10,
        status: 'dead',
      });
      await ticketing.deliveryService.retry(items[0].id);
      await drain();
      expect(recordOf(sysId, 'problem').state).toBe('106');
      expect(
        notesOf(sysId).filter(note => note.includes('Archived')),
      ).toHaveLength(1);
    });

    it('keeps what people closed in a state of their own', async () => {
      const anomalyId = await start({});
      const { sys_id: sysId } = simulator.insert('sc_task', {
        short_description: 'Orders',
        state: '4',
      });
      await ticketing.ticketLinks.linkTicket(
        { anomalyId, table: 'sc_task', ticket_id: sysId },
        ANN,
      );
      await resolve(anomalyId);
      expect(recordOf(sysId, 'sc_task').state).toBe('4');
      expect(notesOf(sysId)).toHaveLength(2);
    });
  });

  it('tells details in a work note where the description is excluded', async () => {
    const anomalyId = await start({}, { excludedFields: ['description'] });
    const { sys_id: sysId } = simulator.insert('incident', {
      short_description: 'Orders',
      description: 'Secret',
    });
    await ticketing.ticketLinks.linkTicket(
      { anomalyId, ticket_id: sysId },
      ANN,
    );
    await drain();
    expect(recordOf(sysId).description).toBe('Secret');
    expect(notesOf(sysId)).toEqual([
      expect.stringContaining(`**Anomaly ID:** ${anomalyId}`),
    ]);
    // What we write is ours: creating still says all.
    expect(recordOf(await idOf(anomalyId)).description).toContain(
      `**Anomaly ID:** ${anomalyId}`,
    );
  });
});
