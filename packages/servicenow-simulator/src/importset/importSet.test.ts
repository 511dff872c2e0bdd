import { useSimulator } from '../__testUtils__/client';

const JOHN = {
  first_name: 'John',
  last_name: 'Public',
  user_id: 'john.public',
  email: 'john.public@company.com',
};

describe('Import Set API', () => {
  const { call, post, simulator } = useSimulator();

  it('inserts, then updates, then ignores what the map identifies', async () => {
    const first = await post('/api/now/import/imp_user', JOHN);
    expect(first.status).toBe(201);
    const [result] = first.json.result;
    expect(first.json).toEqual({
      import_set: 'ISET0010001',
      staging_table: 'imp_user',
      result: [
        {
          transform_map: 'User',
          table: 'sys_user',
          display_name: 'name',
          display_value: 'John Public',
          status: 'inserted',
          sys_id: result.sys_id,
          record_link: `${simulator().url}/api/now/table/sys_user/${
            result.sys_id
          }`,
        },
      ],
    });
    const read = await call(
      (first.headers.get('location') ?? '').replace(simulator().url, ''),
    );
    expect(read.json).toEqual(first.json);
    const second = await post('/api/now/import/imp_user', {
      ...JOHN,
      last_name: 'Private',
    });
    expect(second.json.result[0]).toMatchObject({
      status: 'updated',
      sys_id: result.sys_id,
      display_value: 'John Private',
    });
    const third = await post('/api/now/import/imp_user', {
      ...JOHN,
      last_name: 'Private',
    });
    expect(third.json.result[0].status).toBe('ignored');
  });

  it('takes many rows at once', async () => {
    const answer = await post('/api/now/import/imp_computer/insertMultiple', {
      records: [{ name: 'pc-1' }, { name: 'pc-2' }],
    });
    expect(answer.status).toBe(201);
    expect(answer.json.import_set_id).toMatch(/^[0-9a-f]{32}$/);
    expect(
      simulator().records('cmdb_ci_computer', 'nameSTARTSWITHpc-'),
    ).toHaveLength(2);
  });

  it('refuses tables that stage nothing', async () => {
    expect(
      (await post('/api/now/import/incident', {})).json.error.message,
    ).toBe('Invalid table incident');
  });
});
