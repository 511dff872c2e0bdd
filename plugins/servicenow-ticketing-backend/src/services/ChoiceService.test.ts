import { listChoicesResponse } from 'backstage-plugin-servicenow-ticketing-common';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from '../__testUtils__/databases';
import { createTestTicketing } from '../__testUtils__/testTicketing';

const databases = createTestDatabases();
const MINUTE = 60_000;

// What is asked here is read from ServiceNow; the database does not matter.
describe('ChoiceService', () => {
  let simulator: Simulator;
  let ticketing: Awaited<ReturnType<typeof createTestTicketing>>;

  beforeAll(async () => {
    simulator = await createSimulator({ port: 0 });
    ticketing = await createTestTicketing({
      knex: await databases.create('SQLITE_3'),
      instanceUrl: simulator.url,
    });
  });
  beforeEach(() => {
    simulator.reset();
    // Beyond what is remembered of the test before.
    ticketing.advance(10 * MINUTE);
  });
  afterAll(async () => {
    await ticketing.stop();
    await simulator.stop();
  });

  const list = async (request: {
    field: string;
    table?: string;
    dependent_value?: string;
  }) =>
    listChoicesResponse
      .strict()
      .parse(await ticketing.choices.list({ integrationId: 1, ...request }));
  const valuesOf = async (request: Parameters<typeof list>[0]) =>
    (await list(request)).choices.map(({ value }) => value);

  it('lists the choices of a table, else those of its parent', async () => {
    expect(await list({ field: 'state', table: 'problem' })).toMatchObject({
      choices: expect.arrayContaining([
        { value: '106', label: 'Resolved', dependent_value: null },
      ]),
      choices_source: 'servicenow',
      warnings: [],
    });
    expect(await valuesOf({ field: 'state' })).toEqual([
      '1',
      '2',
      '3',
      '6',
      '7',
      '8',
    ]);
    expect(await valuesOf({ field: 'state', table: 'sc_task' })).toContain(
      '-5',
    );
    expect(await valuesOf({ field: 'priority' })).toHaveLength(5);
  });

  it('leaves out what is inactive or in another language, and what goes with another value', async () => {
    const choice = { name: 'incident', element: 'category' };
    const [old, neu, data] = [
      { value: 'old', language: 'en', inactive: 'true' },
      { value: 'neu', language: 'de', inactive: 'false' },
      { value: 'data', language: 'en', inactive: 'false' },
    ];
    for (const extra of [old, neu, data]) {
      simulator.insert('sys_choice', {
        ...choice,
        ...extra,
        label: extra.value,
      });
    }
    const values = await valuesOf({ field: 'category' });
    expect(values).toContain('data');
    expect(values).not.toContain('old');
    expect(values).not.toContain('neu');
    expect(
      await valuesOf({ field: 'subcategory', dependent_value: 'software' }),
    ).toEqual(['email', 'os']);
  });

  it('remembers them for some minutes', async () => {
    const before = await valuesOf({ field: 'category' });
    const asked = simulator.requests().length;
    simulator.insert('sys_choice', {
      name: 'incident',
      element: 'category',
      value: 'late',
      label: 'Late',
      language: 'en',
      inactive: 'false',
    });
    expect(await valuesOf({ field: 'category' })).toEqual(before);
    expect(simulator.requests()).toHaveLength(asked);
    ticketing.advance(3 * MINUTE);
    expect(await valuesOf({ field: 'category' })).toContain('late');
  });

  it('offers the usual ones with a warning where they are refused or there are none', async () => {
    simulator.access.restrict('sys_choice', 'read', []);
    expect(await list({ field: 'close_code' })).toMatchObject({
      choices: expect.arrayContaining([
        expect.objectContaining({ value: 'Solution provided' }),
      ]),
      choices_source: 'defaults',
      warnings: [expect.stringMatching(/could not be read from Production/)],
    });
    expect(
      await valuesOf({ field: 'close_code', table: 'change_request' }),
    ).toContain('successful');
    expect(await valuesOf({ field: 'u_anything' })).toEqual([]);

    simulator.reset();
    expect(await list({ field: 'u_anything' })).toMatchObject({
      choices: [],
      choices_source: 'defaults',
      warnings: [
        expect.stringMatching(/no choices for u_anything of incident/),
      ],
    });
  });

  it('refuses an integration it does not know', async () => {
    await expect(
      ticketing.choices.list({ integrationId: 99, field: 'state' }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});
