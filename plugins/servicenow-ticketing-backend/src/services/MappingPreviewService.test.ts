import {
  integrationMapping,
  previewMappingResponse,
  type IntegrationMappingInput,
} from 'backstage-plugin-servicenow-ticketing-common';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { aDataset } from '../__testUtils__/anomalyWorld';
import { createTestDatabases } from '../__testUtils__/databases';
import { ANN, createTestTicketing } from '../__testUtils__/testTicketing';

const databases = createTestDatabases();

// What is asked here is read from ServiceNow; the database does not matter.
describe('MappingPreviewService', () => {
  let simulator: Simulator;
  let ticketing: Awaited<ReturnType<typeof createTestTicketing>>;
  let anomalyId: number;

  beforeAll(async () => {
    simulator = await createSimulator({ port: 0 });
    ticketing = await createTestTicketing({
      knex: await databases.create('SQLITE_3'),
      instanceUrl: simulator.url,
      entities: [
        aDataset('orders', {
          'servicenow-ticketing/configuration-item': 'orders-db',
        }),
      ],
    });
    anomalyId = await ticketing.anomaly({
      entityRefs: ['resource:default/orders'],
    });
  });
  beforeEach(() => {
    simulator.reset();
    // Beyond what is remembered of the test before.
    ticketing.advance(3_600_000);
  });
  afterAll(async () => {
    await ticketing.stop();
    await simulator.stop();
  });

  const preview = async (
    mapping: IntegrationMappingInput,
    change: {
      integrationId?: number;
      anomaly_id?: number;
      table?: string;
    } = {},
  ) => {
    const answer = await ticketing.previews.preview(
      {
        integrationId: 1,
        anomaly_id: anomalyId,
        mapping: integrationMapping.parse(mapping),
        ...change,
      },
      { ...ANN, email: 'beth.anglin@example.com' },
    );
    const { fields, warnings } = previewMappingResponse.strict().parse(answer);
    return {
      fields: Object.fromEntries(
        fields.map(({ field, value }) => [field, value]),
      ),
      warnings,
    };
  };

  it('shows what would be sent, and sends nothing', async () => {
    const before = simulator.records('incident').length;
    const { fields, warnings } = await preview({
      states: { open: 2 },
      assignment_group: 'Database',
      category: 'database',
      templates: {
        short_description: '{{entity.name}}: {{anomaly.title}}',
        fields: { u_dataset: '{{anomaly.dataset}}' },
      },
    });
    const [database] = simulator.records('sys_user_group', 'name=Database');
    expect(fields).toEqual({
      short_description: 'orders: unique_orders_order_id',
      description: expect.stringContaining(`**Anomaly ID:** ${anomalyId}`),
      state: '2',
      urgency: '2',
      category: 'database',
      u_dataset: 'shop.public.orders',
      assignment_group: `${database.sys_id} (Database)`,
      caller_id: expect.stringMatching(/^[0-9a-f]{32} \(Beth Anglin\)$/),
      cmdb_ci: expect.stringMatching(/^[0-9a-f]{32} \(orders-db\)$/),
      correlation_id: `anomaly-${anomalyId}-...`,
      correlation_display: 'Backstage',
    });
    expect(warnings).toEqual([]);
    expect(simulator.records('incident')).toHaveLength(before);
    expect(
      simulator.requests().filter(({ method }) => method !== 'GET'),
    ).toEqual([]);
  });

  it('warns of everything that would not come out as meant', async () => {
    simulator.access.restrict('cmdb_ci', 'read', []);
    const { fields, warnings } = await preview({
      states: { open: 42 },
      severity: { primary: { values: { high: 9 } } },
      assignment_group: 'No such group',
      category: 'weather',
      templates: { short_description: `{{anomaly.titel}}${'x'.repeat(200)}` },
    });
    expect(warnings).toEqual([
      expect.stringContaining('"anomaly.titel" is not a value'),
      expect.stringContaining('cut to 160 characters'),
      expect.stringMatching(
        /^assignment_group: stays empty, because Production has no active group called "No such group"/,
      ),
      expect.stringMatching(/^cmdb_ci: "orders-db" could not be looked up/),
      expect.stringMatching(/^state: "42" is not one of .*6 \(Resolved\)/),
      expect.stringMatching(/^category: "weather" is not one of the choices/),
      expect.stringMatching(/^urgency: "9" is not one of the choices/),
    ]);
    expect(fields).not.toHaveProperty('assignment_group');
    expect(fields).not.toHaveProperty('cmdb_ci');
  });

  it('checks values against the table that is tried, saved or not', async () => {
    const mapping = { states: { open: 101 } };
    expect((await preview(mapping)).warnings).toEqual([
      expect.stringMatching(/^state: "101" .* choices of incident in/),
    ]);
    expect((await preview(mapping, { table: 'problem' })).warnings).toEqual([]);
  });

  it('says that choices cannot be checked where they may not be read', async () => {
    simulator.access.restrict('sys_choice', 'read', []);
    const { warnings } = await preview({ category: 'weather' });
    expect(warnings).toEqual([expect.stringMatching(/could not be read/)]);
  });

  it('refuses a template that cannot be read, and what it does not know', async () => {
    await expect(
      preview({ templates: { description: '{{#open' } }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /^mapping\.templates\.description: .*line 1/,
      ),
    });
    await expect(preview({}, { anomaly_id: 999 })).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    await expect(preview({}, { integrationId: 99 })).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });
});
