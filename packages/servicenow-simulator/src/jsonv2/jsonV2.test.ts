import { useSimulator } from '../__testUtils__/client';

const FRED = '5137153cc611227c000bbd1bd8cd2005';

describe('JSONv2 web service', () => {
  const { call, post } = useSimulator();

  it('reads records with plain references', async () => {
    const { json } = await call(
      '/incident.do?JSONv2&sysparm_action=getRecords&sysparm_query=number=INC0000002',
    );
    expect(json.records).toHaveLength(1);
    expect(json.records[0]).toMatchObject({
      __status: 'success',
      number: 'INC0000002',
      assigned_to: FRED,
    });
    const shown = await call(
      '/incident.do?JSONv2&sysparm_query=number=INC0000002&displayvalue=all',
    );
    expect(shown.json.records[0]).toMatchObject({
      assigned_to: FRED,
      dv_assigned_to: 'Fred Luddy',
    });
    const keys = await call(
      '/incident.do?JSONv2&sysparm_action=getKeys&sysparm_query=number=INC0000001',
    );
    expect(keys.json.records).toEqual(['9c573169c611228700193229fff72400']);
  });

  it('inserts, updates and deletes', async () => {
    const [made] = (
      await post('/incident.do?JSONv2&sysparm_action=insert', {
        short_description: 'old way',
      })
    ).json.records;
    expect(made).toMatchObject({ number: 'INC0010001', __status: 'success' });
    const updated = await post(
      `/incident.do?JSONv2&sysparm_action=update&sysparm_query=sys_id=${made.sys_id}`,
      { urgency: '1' },
    );
    expect(updated.json.records[0]).toMatchObject({
      urgency: '1',
      priority: '3',
    });
    const several = await post(
      '/incident.do?JSONv2&sysparm_action=insertMultiple',
      { records: [{ state: '6' }, {}] },
    );
    expect(
      several.json.records.map(
        (record: { __status: string }) => record.__status,
      ),
    ).toEqual(['failure', 'success']);
    expect(several.json.records[0].__error.message).toBe(
      'Invalid Insert into: incident',
    );
    const removed = await post(
      '/incident.do?JSONv2&sysparm_action=deleteRecord',
      { sysparm_sys_id: made.sys_id },
    );
    expect(removed.json.records[0].sys_id).toBe(made.sys_id);
    expect(
      (await call(`/incident.do?JSONv2&sysparm_sys_id=${made.sys_id}`)).json
        .records,
    ).toEqual([]);
  });

  it('wants credentials', async () => {
    expect((await call('/incident.do?JSONv2', { user: null })).status).toBe(
      401,
    );
  });
});
