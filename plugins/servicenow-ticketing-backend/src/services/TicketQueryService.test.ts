import {
  formSpecification,
  searchTicketsResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from '../__testUtils__/databases';
import { ANN, createTestTicketing } from '../__testUtils__/testTicketing';

const databases = createTestDatabases();

// What is asked here is read from ServiceNow; the database does not matter.
describe('reading from ServiceNow', () => {
  let simulator: Simulator;
  let ticketing: Awaited<ReturnType<typeof createTestTicketing>>;

  beforeAll(async () => {
    simulator = await createSimulator({ port: 0 });
    ticketing = await createTestTicketing({
      knex: await databases.create('SQLITE_3'),
      instanceUrl: simulator.url,
    });
  });
  beforeEach(() => simulator.reset());
  afterAll(async () => {
    await ticketing.stop();
    await simulator.stop();
  });

  const fieldsOf = async (request = {}) => {
    const form = formSpecification
      .strict()
      .parse(await ticketing.form.specification(request, ANN));
    return {
      form,
      field: (name: string) => form.fields.find(field => field.name === name),
    };
  };
  const search = (request: object) =>
    ticketing.queries.search({ query: '', page: 1, size: 50, ...request });

  describe('the create form', () => {
    it('offers the choices of the instance, dependent ones with what they depend on', async () => {
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

    it('leaves out inactive choices and those of other languages', async () => {
      const choice = { name: 'incident', element: 'category' };
      simulator.insert('sys_choice', {
        ...choice,
        value: 'old',
        label: 'Old',
        language: 'en',
        inactive: 'true',
      });
      simulator.insert('sys_choice', {
        ...choice,
        value: 'neu',
        label: 'Neu',
        language: 'de',
        inactive: 'false',
      });
      simulator.insert('sys_choice', {
        ...choice,
        value: 'data',
        label: 'Data',
        language: 'en',
        inactive: 'false',
      });
      const values = (await fieldsOf())
        .field('category')
        ?.choices.map(({ value }) => value);
      expect(values).toContain('data');
      expect(values).not.toContain('old');
      expect(values).not.toContain('neu');
    });

    it('is filled in from the anomaly', async () => {
      const anomalyId = await ticketing.anomaly({ severity: 'critical' });
      const { field } = await fieldsOf({ anomaly_id: anomalyId });
      expect(field('title')?.default).toBe(
        'orders: 17 values of order_id are not unique',
      );
      expect(field('urgency')?.default).toBe('1');
      expect(field('description')?.default).toContain(
        `**Anomaly ID:** ${anomalyId}\n`,
      );
      const { response } = await ticketing.creation.createTicket(
        {
          anomalyId,
          title: 'x',
          description: `${field('description')!.default}Edited.`,
        },
        { ref: 'user:default/ann', name: 'Ann' },
      );
      expect(response.ticket.description.match(/Anomaly Linked/g)).toHaveLength(
        1,
      );
      await expect(fieldsOf({ anomaly_id: 999 })).rejects.toMatchObject({
        name: 'NotFoundError',
      });
    });

    it('opens with the usual choices and a warning where they may not be read', async () => {
      simulator.access.restrict('sys_choice', 'read', []);
      const { form, field } = await fieldsOf();
      expect(form.choices_source).toBe('defaults');
      expect(form.warnings).toEqual([
        expect.stringMatching(/Production.*sys_choice|Production.*role/),
      ]);
      expect(field('category')?.choices.length).toBeGreaterThan(0);
    });

    it('has no categories for a table that has none', async () => {
      const { field } = await fieldsOf({ table: 'task' });
      expect(field('category')).toBeUndefined();
      expect(field('impact')?.choices).toHaveLength(3);
    });
  });

  describe('the search', () => {
    beforeEach(() => {
      for (let i = 1; i <= 7; i++) {
        simulator.insert('incident', {
          short_description: `zebra crossing ${i}`,
          state: i <= 3 ? '2' : '1',
        });
      }
    });

    it('finds by words of the short description, and by the beginning of the number', async () => {
      const found = searchTicketsResponse.parse(
        await search({ query: 'ebra cross' }),
      );
      expect(found).toMatchObject({ total: 7, page: 1, size: 50, pages: 1 });
      expect(found.items[0]).toEqual({
        ticket_id: expect.stringMatching(/^[0-9a-f]{32}$/),
        ticket_number: expect.stringMatching(/^INC\d+$/),
        title: expect.stringMatching(/^zebra crossing/),
        description: '',
        status: expect.stringMatching(/^(New|In Progress)$/),
        priority: '5 - Planning',
        created_at: expect.any(String),
        updated_at: expect.any(String),
        assigned_to: null,
        url: expect.stringContaining('/nav_to.do?uri=incident.do?sys_id='),
      });
      const number = found.items[3].ticket_number;
      expect((await search({ query: number })).items).toEqual([found.items[3]]);
    });

    it('filters by state and pages without repeating or missing any', async () => {
      expect(await search({ query: 'zebra', state: '2' })).toMatchObject({
        total: 3,
      });
      const titles: string[] = [];
      for (let page = 1; page <= 3; page++) {
        const found = await search({ query: 'zebra', page, size: 3 });
        expect(found).toMatchObject({ total: 7, pages: 3 });
        titles.push(...found.items.map(item => item.title));
      }
      expect(new Set(titles).size).toBe(7);
    });

    it('cannot be widened by what is typed', async () => {
      await expect(
        search({ query: 'zebra^ORshort_descriptionLIKEa' }),
      ).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringContaining('must not contain ^'),
      });
      expect(
        await search({ query: 'javascript :', state: '2' }).catch(
          error => error.name,
        ),
      ).toBe('InputError');
    });
  });

  it('reads one ticket, and says when ServiceNow shows none', async () => {
    const { sys_id: ticketId, number } = simulator.insert('incident', {
      short_description: 'Orders late',
    });
    expect(await ticketing.queries.get({ ticketId })).toMatchObject({
      ticket_id: ticketId,
      ticket_number: number,
      status: 'New',
    });
    await expect(
      ticketing.queries.get({ ticketId: '0'.repeat(32) }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(
      ticketing.queries.get({ ticketId, table: 'u_nothing' }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/has no table "u_nothing"/),
    });
  });
});
