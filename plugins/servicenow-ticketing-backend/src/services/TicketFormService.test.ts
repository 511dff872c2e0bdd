import {
  formSpecification,
  type IntegrationMappingInput,
} from 'backstage-plugin-servicenow-ticketing-common';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { aDataset } from '../__testUtils__/anomalyWorld';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  ANN,
  aMapping,
  createTestTicketing,
} from '../__testUtils__/testTicketing';
import type { IntegrationSettings } from '../domain/integrationSettings';

const databases = createTestDatabases();

// What is asked here is read from ServiceNow; the database does not matter.
describe('TicketFormService', () => {
  let simulator: Simulator;
  let ticketing: Awaited<ReturnType<typeof createTestTicketing>>;

  beforeAll(async () => {
    simulator = await createSimulator({ port: 0 });
  });
  beforeEach(() => simulator.reset());
  afterEach(() => ticketing.stop());
  afterAll(() => simulator.stop());

  async function start(
    mapping: IntegrationMappingInput = {},
    settings: Partial<IntegrationSettings> = {},
  ) {
    ticketing = await createTestTicketing({
      knex: await databases.create('SQLITE_3'),
      instanceUrl: simulator.url,
      settings: { mapping: aMapping(mapping), ...settings },
      entities: [
        aDataset('orders', {
          'servicenow-ticketing/configuration-item': 'orders-db',
        }),
      ],
    });
  }
  const fieldsOf = async (request = {}) => {
    const form = formSpecification
      .strict()
      .parse(await ticketing.form.specification(request, ANN));
    return {
      form,
      field: (name: string) => form.fields.find(field => field.name === name),
    };
  };
  const create = (anomalyId: number, request: object = {}) =>
    ticketing.creation.createTicket({ anomalyId, title: 'x', ...request }, ANN);
  /** Lets the portal read the dictionary, which takes a role of its own. */
  const openDictionary = () =>
    simulator.access.restrict('sys_dictionary', 'read', ['itil']);
  const makeMandatory = (name: string, element: string) => {
    const [row] = simulator.records(
      'sys_dictionary',
      `name=${name}^element=${element}`,
    );
    simulator.update('sys_dictionary', row.sys_id, { mandatory: 'true' });
  };

  it('offers the choices of the instance, dependent ones with what they depend on', async () => {
    await start();
    const { form, field } = await fieldsOf();
    expect(form).toMatchObject({
      integration_id: 1,
      integration_name: 'Production',
      table: 'incident',
      choices_source: 'servicenow',
      warnings: [],
    });
    expect(field('title')).toMatchObject({
      required: true,
      max_length: 160,
      default: null,
    });
    // Impact has no choices of its own on incident: those of its parent table hold.
    expect(field('impact')?.choices.map(({ value }) => value)).toEqual([
      '1',
      '2',
      '3',
    ]);
    expect(field('subcategory')).toMatchObject({
      depends_on: 'category',
      choices: expect.arrayContaining([
        { value: 'db2', label: 'DB2', dependent_value: 'database' },
      ]),
    });
    expect(field('priority')?.type).toBe('derived');
    expect(field('assignment_group')?.reference).toBe('sys_user_group');
  });

  it('is filled in from the anomaly', async () => {
    await start();
    const anomalyId = await ticketing.anomaly({ severity: 'critical' });
    const { field } = await fieldsOf({ anomaly_id: anomalyId });
    expect(field('title')?.default).toBe(
      'orders: 17 values of order_id are not unique',
    );
    expect(field('urgency')?.default).toBe('1');
    const { response } = await create(anomalyId, {
      description: `${field('description')!.default}Edited.`,
    });
    expect(response.ticket.description.match(/Anomaly Linked/g)).toHaveLength(
      1,
    );
    await expect(fieldsOf({ anomaly_id: 999 })).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('is filled in from the mapping, with its further fields to change', async () => {
    await start({
      templates: {
        short_description: '{{entity.name}} is wrong',
        description: 'Type {{anomaly.type}}',
        fields: { close_notes: 'ask {{user.name}}', cmdb_ci: '', number: '' },
      },
      assignment_group: 'Database',
      assigned_to: 'beth.anglin',
      category: 'database',
      subcategory: 'oracle',
    });
    const anomalyId = await ticketing.anomaly({
      entityRefs: ['resource:default/orders'],
    });
    const { form, field } = await fieldsOf({ anomaly_id: anomalyId });
    const defaults = Object.fromEntries(
      form.fields.map(({ name, default: value }) => [name, value]),
    );
    expect(defaults).toMatchObject({
      title: 'orders is wrong',
      description: expect.stringMatching(
        `^Type unique\n\n\\*\\*Anomaly ID:\\*\\* ${anomalyId}\n`,
      ),
      assignment_group: 'Database',
      assigned_to: 'beth.anglin',
      category: 'database',
      subcategory: 'oracle',
      'fields.cmdb_ci': 'orders-db',
    });
    expect(field('fields.cmdb_ci')).toMatchObject({
      type: 'reference',
      reference: 'cmdb_ci',
    });
    // Own settings stand for it; a template that got here all the same is not shown.
    expect(field('fields.number')).toBeUndefined();
    expect(field('fields.close_notes')).toBeUndefined();

    const other = await fieldsOf({ table: 'problem' });
    expect(other.field('category')?.default).toBeNull();
  });

  it('takes further fields that the form has, and refuses others', async () => {
    await start({ templates: { fields: { u_dataset: 'd', cause: 'c' } } });
    const anomalyId = await ticketing.anomaly();
    await expect(
      create(anomalyId, { fields: { approval: 'approved', work_notes: 'x' } }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /^fields\.approval: is no field of this form\. It has u_dataset, cause; .*; fields\.work_notes: cannot be given, because it is a journal field/,
      ),
    });
    expect(simulator.records('incident', 'short_description=x')).toEqual([]);
    const { outcome } = await create(anomalyId, { fields: { cause: 'mine' } });
    expect(outcome).toBe('created');
    // The dictionary was not needed to know these.
    expect(
      simulator
        .requests()
        .filter(({ path }) => path.includes('sys_dictionary')),
    ).toHaveLength(1);
  });

  it('asks for what ServiceNow wants to be filled in, where it may know', async () => {
    simulator.insert('sys_dictionary', {
      name: 'incident',
      element: 'u_reason',
      column_label: 'Reason',
      internal_type: 'string',
      max_length: '1000',
      mandatory: 'true',
      active: 'true',
    });
    simulator.insert('sys_dictionary', {
      name: 'incident',
      element: 'u_risk',
      column_label: 'Risk',
      internal_type: 'string',
      choice: '1',
      mandatory: 'true',
      active: 'true',
    });
    simulator.insert('sys_choice', {
      name: 'incident',
      element: 'u_risk',
      value: 'h',
      label: 'High',
      language: 'en',
      inactive: 'false',
    });
    makeMandatory('incident', 'caller_id');
    makeMandatory('task', 'assignment_group');
    makeMandatory('task', 'location');
    openDictionary();
    await start();
    const { field } = await fieldsOf();
    expect(field('fields.u_reason')).toMatchObject({
      label: 'Reason',
      type: 'text',
      required: true,
      max_length: 1000,
    });
    expect(field('fields.u_risk')).toMatchObject({
      type: 'choice',
      choices: [{ value: 'h', label: 'High', dependent_value: null }],
    });
    expect(field('fields.location')).toMatchObject({
      type: 'reference',
      reference: 'cmn_location',
    });
    expect(field('assignment_group')?.required).toBe(true);
    // That is the person who asks, or the service account.
    expect(field('fields.caller_id')).toBeUndefined();

    const anomalyId = await ticketing.anomaly();
    const { response } = await create(anomalyId, {
      fields: { u_reason: 'because' },
    });
    const [record] = simulator.records(
      'incident',
      `sys_id=${response.ticket.ticket_id}`,
    );
    expect(record.u_reason).toBe('because');
  });

  it('opens with the usual choices and a warning where they may not be read', async () => {
    simulator.access.restrict('sys_choice', 'read', []);
    await start();
    const { form, field } = await fieldsOf();
    expect(form.choices_source).toBe('defaults');
    expect(form.warnings).toEqual([
      expect.stringMatching(/Production.*sys_choice|Production.*role/),
    ]);
    expect(field('category')?.choices.length).toBeGreaterThan(0);
  });

  it('has no categories for a table that has none', async () => {
    await start();
    const { field } = await fieldsOf({ table: 'task' });
    expect(field('category')).toBeUndefined();
    expect(field('impact')?.choices).toHaveLength(3);
  });
});
