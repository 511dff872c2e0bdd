import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createSimulatedClient } from './__testUtils__/simulatedClient';
import { ExcludedFields } from './ExcludedFields';
import type { ServiceNowClient } from './ServiceNowClient';
import type { Transport } from './transport';

describe('fields that are excluded', () => {
  const EXCLUDED = [
    'description',
    'short_description',
    'work_notes',
    'comments',
    'caller_id',
    'email',
  ];
  let simulator: Simulator;
  let client: ServiceNowClient;
  let transport: Transport;

  beforeAll(async () => {
    simulator = await createSimulator();
  });
  beforeEach(() => {
    simulator.reset();
    ({ client, transport } = createSimulatedClient(simulator, {
      excludedFields: EXCLUDED,
    }));
  });
  afterEach(() => transport.close());
  afterAll(() => simulator.stop());

  /** The excluded fields that a request names, in its address. */
  const namedIn = (path: string) => {
    const parameters = new URL(path, 'http://x').searchParams;
    const words = [...parameters.values()]
      .join(',')
      .split(/[^a-z_]+/)
      .filter(Boolean);
    return words.filter(word => EXCLUDED.includes(word));
  };

  it('are in nothing that is asked for, searched by or shown', async () => {
    const made = await client.createTicket('incident', {
      short_description: 'private title',
      description: 'private description',
      correlation_id: 'c1',
      caller_id: '6816f79cc0a8016401c5a33be04be441',
    });
    const key = { table: 'incident', sysId: made.sysId };
    const changed = await client.updateTicket(key, {
      work_notes: 'private note [ref abc]',
    });
    const read = await client.getTicket(key);
    const [found] = await client.findTickets({
      table: 'incident',
      field: 'correlation_id',
      value: 'c1',
    });
    const searched = await client.searchTickets({
      table: 'incident',
      text: made.number,
      page: 1,
      size: 5,
    });
    const streamed = [];
    for await (const record of client.stream({
      table: 'incident',
      query: { where: [['number', '=', made.number]] },
      fields: 'number,description,caller_id.email',
      order: 'sys_updated_on',
    })) {
      streamed.push(record);
    }
    expect(await client.hasWorkNote(key, '[ref abc]')).toBe(true);
    expect(await client.hasWorkNote(key, '[ref abd]')).toBe(false);

    for (const ticket of [made, changed, read, found, ...searched.tickets]) {
      expect(ticket).toMatchObject({
        number: made.number,
        title: '',
        description: '',
        caller: undefined,
      });
    }
    expect(searched.tickets).toHaveLength(1);
    expect(Object.keys(streamed[0]).sort()).toEqual([
      'number',
      'sys_id',
      'sys_updated_on',
    ]);

    const requests = simulator.requests();
    expect(requests.length).toBeGreaterThan(7);
    expect(requests.flatMap(({ path }) => namedIn(path))).toEqual([]);
    // What somebody writes goes there all the same.
    expect(simulator.records('incident', 'correlation_id=c1')[0]).toMatchObject(
      { description: 'private description' },
    );
    // The check itself sees what it should.
    expect(
      namedIn('/x?sysparm_query=a=1^descriptionLIKEb&sysparm_fields=caller_id'),
    ).toEqual(['description', 'caller_id']);
  });

  it('are searched by when they are not excluded', async () => {
    const { client: open, transport: other } = createSimulatedClient(simulator);
    const found = async (searching: ServiceNowClient) =>
      (
        await searching.searchTickets({
          table: 'incident',
          text: 'shared',
          page: 1,
          size: 50,
        })
      ).tickets.length;
    simulator.insert('incident', { short_description: 'A shared folder' });
    expect(await found(open)).toBeGreaterThan(0);
    expect(await found(client)).toBe(0);
    other.close();
  });

  it('are refused in a query, with the way out', async () => {
    await expect(
      client.query({
        table: 'incident',
        query: { where: [[['caller_id.name', '=', 'x']]] },
        fields: 'number',
        limit: 1,
      }),
    ).rejects.toMatchObject({
      name: 'ServiceNowInvalidRequestError',
      message:
        'incident cannot be searched by caller_id.name, because this field is excluded from the integration. Search by another field, or remove caller_id from the excluded fields of the integration.',
    });
    expect(simulator.requests()).toEqual([]);
  });

  it('are never all that is asked for, because then everything would come', async () => {
    const { records } = await client.query({
      table: 'incident',
      fields: 'description',
      limit: 1,
    });
    expect(Object.keys(records[0])).toEqual(['sys_id']);
  });

  it('are dropped when they come though nobody asked', () => {
    const excluded = new ExcludedFields(['description']);
    expect(
      excluded.strip('incident', {
        number: '1',
        description: 'x',
        'parent.description': 'y',
      }),
    ).toEqual({ number: '1' });
  });

  it('are those of records, not the columns in which ServiceNow describes itself', () => {
    const excluded = new ExcludedFields(['name', 'value']);
    expect(excluded.without('sys_choice', ['name', 'value'])).toEqual([
      'name',
      'value',
    ]);
    expect(excluded.without('cmdb_ci', ['name', 'sys_id'])).toEqual(['sys_id']);
    expect(() => excluded.check('sys_choice', ['name'])).not.toThrow();
    expect(() => excluded.check('cmdb_ci', ['name'])).toThrow('name');
  });

  it('are told to callers', () => {
    expect(client.excludes('description')).toBe(true);
    expect(client.excludes('caller_id.email')).toBe(true);
    expect(client.excludes('number')).toBe(false);
  });
});
