import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createSimulatedClient } from './__testUtils__/simulatedClient';
import type { TableApi } from './TableApi';
import { valueOf } from './wire';

describe('TableApi', () => {
  let simulator: Simulator;
  let tables: TableApi;
  let close: () => void;

  beforeAll(async () => {
    simulator = await createSimulator();
  });
  beforeEach(() => {
    simulator.reset();
    const made = createSimulatedClient(simulator);
    tables = made.tables;
    close = () => made.transport.close();
  });
  afterEach(() => close());
  afterAll(() => simulator.stop());

  it.each([
    ['a condition', { where: [['correlaton_id', '=', 'x']] as const }],
    [
      'an alternative',
      {
        where: [
          [
            ['number', '=', 'INC0000001'],
            ['u_none', 'ISEMPTY'],
          ],
        ] as const,
      },
    ],
    ['the order', { where: [], orderBy: [['sys_updatd_on', 'ASC']] as const }],
  ])(
    'refuses rows of a query of which ServiceNow ignored %s',
    async (_, query) => {
      await expect(
        tables.query({ table: 'incident', query, fields: 'number', limit: 2 }),
      ).rejects.toMatchObject({
        name: 'ServiceNowUnknownFieldError',
        retryable: false,
        message: expect.stringMatching(
          /^incident shows no field (correlaton_id|u_none|sys_updatd_on), so that ServiceNow ignored .* gave other rows\. Check the name /,
        ),
      });
    },
  );

  it('asks for display values, and for the fields of the query beside those that are wanted', async () => {
    const { records, totalCount, date } = await tables.query({
      table: 'incident',
      query: {
        where: [
          ['active', '=', 'true'],
          ['caller_id.user_name', 'ISNOTEMPTY'],
        ],
        orderBy: [['number', 'ASC']],
      },
      fields: 'sys_id,number',
      limit: 2,
      offset: 1,
    });
    expect(records).toHaveLength(2);
    expect(totalCount).toBeGreaterThan(2);
    expect(date).toBeInstanceOf(Date);
    expect(Object.keys(records[0]).sort()).toEqual([
      'active',
      'caller_id.user_name',
      'number',
      'sys_id',
    ]);
    const [{ path }] = simulator.requests();
    const parameters = new URL(path, 'http://x').searchParams;
    expect(Object.fromEntries(parameters)).toEqual({
      sysparm_query: 'active=true^caller_id.user_nameISNOTEMPTY^ORDERBYnumber',
      sysparm_display_value: 'all',
      sysparm_exclude_reference_link: 'true',
      sysparm_fields: 'sys_id,number,active,caller_id.user_name',
      sysparm_limit: '2',
      sysparm_offset: '1',
    });
  });

  it('creates, changes and reads a record', async () => {
    const made = await tables.write(
      { table: 'incident', fields: 'sys_id,impact' },
      { short_description: 'made', impact: '1' },
    );
    const sysId = valueOf(made!, 'sys_id');
    const changed = await tables.write(
      { table: 'incident', sysId, fields: 'impact' },
      { impact: '2' },
    );
    expect(changed).toEqual({
      impact: { value: '2', display_value: '2 - Medium' },
    });
    expect(
      await tables.read({ table: 'incident', sysId, fields: 'impact' }),
    ).toEqual(changed);
  });
});
