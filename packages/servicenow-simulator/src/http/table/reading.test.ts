import { useSimulator } from '../../__testUtils__/client';
import { loadErrorBodies } from '../../__testUtils__/samples';

const INCIDENTS = '/api/now/table/incident';
const FRED = '5137153cc611227c000bbd1bd8cd2005';
const ABEL = '62826bf03710200044e0bfc8bcbe5df1';

describe('Table API, reading', () => {
  const { call, simulator } = useSimulator();
  const errors = loadErrorBodies();

  it('answers an empty list for no match, and 404 in v1', async () => {
    const query = '?sysparm_query=number=NOPE';
    expect((await call(INCIDENTS + query)).json).toEqual({ result: [] });
    expect((await call(`/api/now/v2/table/incident${query}`)).status).toBe(200);
    const v1 = await call(`/api/now/v1/table/incident${query}`);
    expect(v1.status).toBe(404);
    expect(v1.json.error.message).toBe('No Record found');
  });

  it('gives one field in three shapes', async () => {
    const path = `${INCIDENTS}?sysparm_query=number=INC0000002&sysparm_fields=assigned_to,state,close_code,opened_at,active,problem_id`;
    const link = `${simulator().url}/api/now/table/sys_user/${FRED}`;
    const values = (await call(path)).json.result[0];
    expect(values).toEqual({
      assigned_to: { link, value: FRED },
      state: '7',
      close_code: 'Solution provided',
      opened_at: '2023-04-12 10:13:40',
      active: 'false',
      problem_id: '',
    });
    const shown = (await call(`${path}&sysparm_display_value=true`)).json
      .result[0];
    expect(shown).toMatchObject({
      assigned_to: { link, display_value: 'Fred Luddy' },
      state: 'Closed',
      active: 'false',
      problem_id: '',
    });
    const all = (await call(`${path}&sysparm_display_value=all`)).json
      .result[0];
    expect(all).toMatchObject({
      assigned_to: { link, display_value: 'Fred Luddy', value: FRED },
      state: { display_value: 'Closed', value: '7' },
      problem_id: { display_value: '', value: '' },
    });
    const plain = (await call(`${path}&sysparm_exclude_reference_link=true`))
      .json.result[0];
    expect(plain.assigned_to).toBe(FRED);
  });

  it.each([
    ['True', 'Closed'],
    ['ALL', { display_value: 'Closed', value: '7' }],
    ['maybe', '7'],
  ])('reads the mode %s whatever its letter case', async (mode, state) => {
    const path = `${INCIDENTS}?sysparm_query=number=INC0000001&sysparm_fields=state&sysparm_display_value=${mode}`;
    expect((await call(path)).json.result).toEqual([{ state }]);
  });

  it('links with the version that was called', async () => {
    const answer = await call(
      '/api/now/v2/table/incident/9c573169c611228700193229fff72400',
    );
    expect(answer.json.result.caller_id.link).toBe(
      `${simulator().url}/api/now/v2/table/sys_user/${ABEL}`,
    );
  });

  it('shows times in the zone of the caller and keeps values in UTC', async () => {
    const path = `${INCIDENTS}?sysparm_limit=1&sysparm_fields=opened_at&sysparm_display_value=all`;
    const inTokyo = await call(path, { user: 'mei.tanaka' });
    expect(inTokyo.json.result[0].opened_at).toEqual({
      display_value: '2023-04-03 18:12:00',
      value: '2023-04-03 09:12:00',
    });
  });

  it('gives null for an empty choice and UNKNOWN for an empty due date', async () => {
    const { json } = await call(
      `${INCIDENTS}?sysparm_query=state=1&sysparm_limit=1&sysparm_display_value=all&sysparm_fields=close_code,sla_due`,
    );
    expect(json.result[0]).toEqual({
      close_code: { display_value: null, value: '' },
      sla_due: { display_value: 'UNKNOWN', value: '' },
    });
  });

  it('walks references in fields and leaves out unknown fields', async () => {
    const { json } = await call(
      `${INCIDENTS}?sysparm_query=number=INC0000001&sysparm_fields=caller_id.department.name,nope,number,caller_id.nope`,
    );
    expect(json.result).toEqual([
      {
        number: 'INC0000001',
        'caller_id.department.name': 'Product Management',
      },
    ]);
  });

  it('pages with total and links', async () => {
    const first = await call(
      `${INCIDENTS}?sysparm_limit=25&sysparm_query=active=true^ORactive=false`,
    );
    expect(first.json.result).toHaveLength(25);
    expect(first.headers.get('x-total-count')).toBe('60');
    const link = first.headers.get('link') ?? '';
    expect(link.split(',').map(part => /rel="(\w+)"/.exec(part)?.[1])).toEqual([
      'first',
      'next',
      'last',
    ]);
    expect(link).not.toContain(', ');
    const next = /<([^>]+)>;rel="next"/.exec(link)?.[1] ?? '';
    const second = await call(next.replace(simulator().url, ''));
    expect(second.json.result[0].number).toBe('INC0000026');
    expect(second.headers.get('link')).toContain('rel="prev"');
    const last = /<([^>]+)>;rel="last"/.exec(link)?.[1] ?? '';
    expect(
      (await call(last.replace(simulator().url, ''))).json.result,
    ).toHaveLength(10);
  });

  it('leaves out headers when told to', async () => {
    const answer = await call(
      `${INCIDENTS}?sysparm_limit=5&sysparm_no_count=true&sysparm_suppress_pagination_header=true`,
    );
    expect(answer.headers.get('x-total-count')).toBeNull();
    expect(answer.headers.get('link')).toBeNull();
  });

  it.each(['0', '-1', 'ten'])('refuses a limit of %s', async limit => {
    const answer = await call(`${INCIDENTS}?sysparm_limit=${limit}`);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual(errors.find('sysparm_limit'));
  });

  it('filters by bare parameters, by value or by what is shown', async () => {
    const byName = await call(
      `${INCIDENTS}?assigned_to=Fred%20Luddy&priority=1`,
    );
    expect(byName.json.result.length).toBeGreaterThan(0);
    for (const incident of byName.json.result) {
      expect(incident.assigned_to.value).toBe(FRED);
      expect(incident.priority).toBe('1');
    }
    const byId = await call(`${INCIDENTS}?assigned_to=${FRED}&priority=1`);
    expect(byId.json).toEqual(byName.json);
  });

  it('lists rows of child tables in their parents, with the columns of the parent', async () => {
    const { json } = await call(
      '/api/now/table/task?sysparm_query=number=INC0000001',
    );
    expect(json.result[0]).toMatchObject({
      sys_class_name: 'incident',
      number: 'INC0000001',
    });
    expect(json.result[0]).not.toHaveProperty('caller_id');
    const tasks = await call('/api/now/table/task?sysparm_limit=1');
    expect(Number(tasks.headers.get('x-total-count'))).toBe(60 + 11 + 12);
  });

  it('answers HEAD with headers alone and XML to who asks for it', async () => {
    const head = await call(`${INCIDENTS}?sysparm_limit=1`, {
      method: 'HEAD',
    });
    expect([head.status, head.text, head.headers.get('x-total-count')]).toEqual(
      [200, '', '60'],
    );
    const xml = await call(
      `${INCIDENTS}?sysparm_limit=1&sysparm_fields=number`,
      { headers: { Accept: 'application/xml' } },
    );
    expect(xml.headers.get('content-type')).toContain('application/xml');
    expect(xml.text).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><response><result><number>INC0000001</number></result></response>',
    );
  });

  it('serves the well-known records of a fresh instance', async () => {
    const admin = await call(
      '/api/now/table/sys_user/6816f79cc0a8016401c5a33be04be441',
    );
    expect(admin.json.result).toMatchObject({
      user_name: 'admin',
      name: 'System Administrator',
      email: 'admin@example.com',
      user_password: '',
    });
    const finance = await call(
      '/api/now/table/cmn_department/a581ab703710200044e0bfc8bcbe5de8?sysparm_fields=name,dept_head.user_name',
    );
    expect(finance.json.result).toEqual({
      name: 'Finance',
      'dept_head.user_name': 'natasha.ingram',
    });
    for (const table of [
      'alm_asset',
      'bsm_chart',
      'incident',
      'cmdb_ci_server',
    ]) {
      expect(
        (await call(`/api/now/table/sys_db_object?sysparm_query=name=${table}`))
          .json.result,
      ).toHaveLength(1);
    }
    expect(
      Number(
        (await call('/api/now/table/syslog?sysparm_limit=1')).headers.get(
          'x-total-count',
        ),
      ),
    ).toBeGreaterThan(2000);
  });
});
