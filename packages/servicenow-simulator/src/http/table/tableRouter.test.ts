import { basic, useSimulator } from '../../__testUtils__/client';
import { loadErrorBodies } from '../../__testUtils__/samples';

const INCIDENTS = '/api/now/table/incident';
const NETWORK = '287ebd7da9fe198100f92cc8d1d2154e';
const FRED = '5137153cc611227c000bbd1bd8cd2005';
const ABEL = '62826bf03710200044e0bfc8bcbe5df1';

describe('Table API', () => {
  const { call, post, patch, simulator, clock } = useSimulator();
  const errors = loadErrorBodies();

  describe('reading', () => {
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
      const shown = (await call(`${path}&sysparm_display_value=true`)).json.result[0];
      expect(shown).toMatchObject({
        assigned_to: { link, display_value: 'Fred Luddy' },
        state: 'Closed',
        active: 'false',
        problem_id: '',
      });
      const all = (await call(`${path}&sysparm_display_value=all`)).json.result[0];
      expect(all).toMatchObject({
        assigned_to: { link, display_value: 'Fred Luddy', value: FRED },
        state: { display_value: 'Closed', value: '7' },
        problem_id: { display_value: '', value: '' },
      });
      const plain = (await call(`${path}&sysparm_exclude_reference_link=true`)).json.result[0];
      expect(plain.assigned_to).toBe(FRED);
    });

    it('links with the version that was called', async () => {
      const answer = await call('/api/now/v2/table/incident/9c573169c611228700193229fff72400');
      expect(answer.json.result.caller_id.link).toBe(`${simulator().url}/api/now/v2/table/sys_user/${ABEL}`);
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
        { number: 'INC0000001', 'caller_id.department.name': 'Product Management' },
      ]);
    });

    it('pages with total and links', async () => {
      const first = await call(`${INCIDENTS}?sysparm_limit=25&sysparm_query=active=true^ORactive=false`);
      expect(first.json.result).toHaveLength(25);
      expect(first.headers.get('x-total-count')).toBe('60');
      const link = first.headers.get('link') ?? '';
      expect(link.split(',').map(part => /rel="(\w+)"/.exec(part)?.[1])).toEqual(['first', 'next', 'last']);
      expect(link).not.toContain(', ');
      const next = /<([^>]+)>;rel="next"/.exec(link)?.[1] ?? '';
      const second = await call(next.replace(simulator().url, ''));
      expect(second.json.result[0].number).toBe('INC0000026');
      expect(second.headers.get('link')).toContain('rel="prev"');
      const last = /<([^>]+)>;rel="last"/.exec(link)?.[1] ?? '';
      expect((await call(last.replace(simulator().url, ''))).json.result).toHaveLength(10);
    });

    it('leaves out headers when told to', async () => {
      const answer = await call(`${INCIDENTS}?sysparm_limit=5&sysparm_no_count=true&sysparm_suppress_pagination_header=true`);
      expect(answer.headers.get('x-total-count')).toBeNull();
      expect(answer.headers.get('link')).toBeNull();
    });

    it.each(['0', '-1', 'ten'])('refuses a limit of %s', async limit => {
      const answer = await call(`${INCIDENTS}?sysparm_limit=${limit}`);
      expect(answer.status).toBe(400);
      expect(answer.json).toEqual(errors.find('sysparm_limit'));
    });

    it('filters by bare parameters, by value or by what is shown', async () => {
      const byName = await call(`${INCIDENTS}?assigned_to=Fred%20Luddy&priority=1`);
      expect(byName.json.result.length).toBeGreaterThan(0);
      for (const incident of byName.json.result) {
        expect(incident.assigned_to.value).toBe(FRED);
        expect(incident.priority).toBe('1');
      }
      const byId = await call(`${INCIDENTS}?assigned_to=${FRED}&priority=1`);
      expect(byId.json).toEqual(byName.json);
    });

    it('lists rows of child tables in their parents, with the columns of the parent', async () => {
      const { json } = await call('/api/now/table/task?sysparm_query=number=INC0000001');
      expect(json.result[0]).toMatchObject({ sys_class_name: 'incident', number: 'INC0000001' });
      expect(json.result[0]).not.toHaveProperty('caller_id');
      const tasks = await call('/api/now/table/task?sysparm_limit=1');
      expect(Number(tasks.headers.get('x-total-count'))).toBe(60 + 11 + 12);
    });

    it('answers HEAD with headers alone and XML to who asks for it', async () => {
      const head = await call(`${INCIDENTS}?sysparm_limit=1`, { method: 'HEAD' });
      expect([head.status, head.text, head.headers.get('x-total-count')]).toEqual([200, '', '60']);
      const xml = await call(`${INCIDENTS}?sysparm_limit=1&sysparm_fields=number`, { headers: { Accept: 'application/xml' } });
      expect(xml.headers.get('content-type')).toContain('application/xml');
      expect(xml.text).toBe('<?xml version="1.0" encoding="UTF-8"?><response><result><number>INC0000001</number></result></response>');
    });

    it('serves the well-known records of a fresh instance', async () => {
      const admin = await call('/api/now/table/sys_user/6816f79cc0a8016401c5a33be04be441');
      expect(admin.json.result).toMatchObject({ user_name: 'admin', name: 'System Administrator', email: 'admin@example.com', user_password: '' });
      const finance = await call('/api/now/table/cmn_department/a581ab703710200044e0bfc8bcbe5de8?sysparm_fields=name,dept_head.user_name');
      expect(finance.json.result).toEqual({ name: 'Finance', 'dept_head.user_name': 'natasha.ingram' });
      for (const table of ['alm_asset', 'bsm_chart', 'incident', 'cmdb_ci_server']) {
        expect((await call(`/api/now/table/sys_db_object?sysparm_query=name=${table}`)).json.result).toHaveLength(1);
      }
      expect(Number((await call('/api/now/table/syslog?sysparm_limit=1')).headers.get('x-total-count'))).toBeGreaterThan(2000);
    });
  });

  describe('writing', () => {
    it('fills in an insert of nothing', async () => {
      const answer = await post(INCIDENTS, {}, { user: 'portal_integration' });
      const { result } = answer.json;
      expect(answer.status).toBe(201);
      expect(result).toMatchObject({
        number: 'INC0010001', impact: '3', urgency: '3', severity: '3', priority: '5', state: '1', incident_state: '1',
        category: 'inquiry', active: 'true', opened_at: '2026-03-18 10:30:00', sys_created_by: 'portal_integration', sys_mod_count: '0',
      });
      expect(answer.headers.get('location')).toBe(`${simulator().url}${INCIDENTS}/${result.sys_id}`);
      const opener = await call(`/api/now/table/sys_user/${result.opened_by.value}`);
      expect(opener.json.result.user_name).toBe('portal_integration');
    });

    it('has every field the documentation shows of an incident', async () => {
      const { result } = (await post(INCIDENTS, {})).json;
      const documented = errors.documentedFields('table.04.json');
      expect(Object.keys(result)).toEqual(expect.arrayContaining(documented));
    });

    it.each([
      [1, 1, '1'], [1, 2, '2'], [1, 3, '3'], [2, 1, '2'], [2, 2, '3'], [2, 3, '4'], [3, 1, '3'], [3, 2, '4'], [3, 3, '5'],
    ])('derives the priority of impact %i and urgency %i as %s, whatever was written', async (impact, urgency, priority) => {
      const { json } = await post(INCIDENTS, { impact, urgency, priority: '1' });
      expect(json.result.priority).toBe(priority);
    });

    it('takes the first of several records, ignores unknown fields, honours a sys_id', async () => {
      const sysId = 'abcdef0123456789abcdef0123456789';
      const { json } = await post(INCIDENTS, [{ sys_id: sysId, short_description: 'first', nope: '1' }, { short_description: 'second' }]);
      expect(json.result).toMatchObject({ sys_id: sysId, short_description: 'first' });
      expect(json.result).not.toHaveProperty('nope');
      expect((await call(`${INCIDENTS}?sysparm_query=short_description=second`)).json.result).toEqual([]);
    });

    it('keeps invalid references, cut to 32 characters', async () => {
      const { json } = await post(INCIDENTS, { caller_id: 'somebody who is not a user of this instance' });
      expect(json.result.caller_id.value).toBe('somebody who is not a user of th');
    });

    it('cuts text to the length of its column', async () => {
      const { json } = await post(INCIDENTS, { short_description: 'x'.repeat(200) });
      expect(json.result.short_description).toHaveLength(160);
    });

    it('reads single quotes and XML, and refuses what is neither', async () => {
      const quoted = await post(INCIDENTS, "{'short_description':'single'}");
      expect(quoted.json.result.short_description).toBe('single');
      const xml = await post(INCIDENTS, '<request><entry><short_description>xml &amp; more</short_description></entry></request>', { headers: { 'Content-Type': 'application/xml' } });
      expect(xml.json.result.short_description).toBe('xml & more');
      expect((await post(INCIDENTS, '{"short_description":')).status).toBe(400);
      expect((await post(INCIDENTS, 'a=b', { headers: { 'Content-Type': 'application/x-www-form-urlencoded' } })).status).toBe(415);
    });

    it('takes display values when told to', async () => {
      const { json } = await post(
        `${INCIDENTS}?sysparm_input_display_value=true`,
        { assigned_to: 'Fred Luddy', assignment_group: 'Network', urgency: '1 - High', due_date: '2026-04-01 12:00:00' },
        { user: 'beth.anglin' },
      );
      expect(json.result).toMatchObject({ assigned_to: { value: FRED }, assignment_group: { value: NETWORK }, urgency: '1', due_date: '2026-04-01 19:00:00' });
    });

    it('changes with PATCH, PUT and an overridden POST, and counts updates', async () => {
      const { sys_id: id } = (await post(INCIDENTS, { short_description: 'a' })).json.result;
      clock.advance(60_000);
      const patched = await patch(`${INCIDENTS}/${id}`, { short_description: 'b' }, { user: 'itil' });
      expect(patched.json.result).toMatchObject({ short_description: 'b', sys_mod_count: '1', sys_updated_by: 'itil', sys_updated_on: '2026-03-18 10:31:00', sys_created_on: '2026-03-18 10:30:00' });
      const put = await call(`${INCIDENTS}/${id}`, { method: 'PUT', body: { short_description: 'c' } });
      expect(put.json.result.sys_mod_count).toBe('2');
      const overridden = await post(`${INCIDENTS}/${id}`, { short_description: 'd' }, { headers: { 'X-HTTP-Method-Override': 'PATCH' } });
      expect([overridden.status, overridden.json.result.short_description]).toEqual([200, 'd']);
      const same = await patch(`${INCIDENTS}/${id}`, { short_description: 'd' });
      expect(same.json.result.sys_mod_count).toBe('3');
    });

    it('suppresses the body on request', async () => {
      const answer = await post(INCIDENTS, {}, { headers: { 'X-no-response-body': 'true' } });
      expect([answer.status, answer.text]).toEqual([201, '']);
      expect(answer.headers.get('location')).toContain(INCIDENTS);
    });

    it('deletes, and then knows nothing of the record', async () => {
      const { sys_id: id } = (await post(INCIDENTS, {})).json.result;
      expect((await call(`${INCIDENTS}/${id}`, { method: 'DELETE' })).status).toBe(204);
      const gone = await call(`${INCIDENTS}/${id}`);
      expect(gone.status).toBe(404);
      expect(gone.json).toEqual(errors.find('No Record found'));
      expect((await call(`${INCIDENTS}/${id}`, { method: 'DELETE' })).status).toBe(404);
      expect((await patch(`${INCIDENTS}/${id}`, {})).status).toBe(404);
    });

    it('refuses bodies beyond 10 MB', async () => {
      const answer = await post(INCIDENTS, { description: 'x'.repeat(10_485_760) });
      expect(answer.status).toBe(400);
      expect(answer.json.error.detail).toMatch(/^Rejected large REST payload with content-length = \d+ bytes\. Max allowed: 10485760 bytes\.$/);
    });
  });

  it('lets new tables and columns be made through the API', async () => {
    const made = await post('/api/now/table/sys_db_object', { name: 'u_pipeline', label: 'Pipeline', super_class: 'task' });
    expect(made.status).toBe(201);
    await post('/api/now/table/sys_dictionary', { name: 'u_pipeline', element: 'u_schedule', column_label: 'Schedule', internal_type: 'string', max_length: '5' });
    const row = await post('/api/now/table/u_pipeline', { short_description: 'nightly', u_schedule: 'every night' });
    expect(row.json.result).toMatchObject({ short_description: 'nightly', u_schedule: 'every', sys_class_name: 'u_pipeline' });
  });

  it('refuses who it does not know, and whom it no longer lets in', async () => {
    const unknown = errors.find('User Not Authenticated');
    for (const authorization of [undefined, basic('admin', 'wrong'), basic('nobody'), basic('gone.girard'), basic('locked.larsen'), 'Bearer nope']) {
      const answer = await call(INCIDENTS, { user: null, headers: authorization ? { Authorization: authorization } : {} });
      expect(answer.status).toBe(401);
      expect(answer.json).toEqual(unknown);
      expect(answer.headers.get('www-authenticate')).toBe('BASIC realm="Service-now"');
    }
    expect((await call(INCIDENTS, { user: 'svc.monitoring' })).status).toBe(200);
  });

  it('keeps a session by cookie', async () => {
    const first = await call(`${INCIDENTS}?sysparm_limit=1`);
    const cookie = first.headers.getSetCookie().map(value => value.split(';')[0]).join('; ');
    expect(cookie).toMatch(/JSESSIONID=.*glide_user_route=.*glide_session_store=/);
    expect((await call(`${INCIDENTS}?sysparm_limit=1`, { user: null, headers: { cookie } })).status).toBe(200);
  });

  it('refuses interactive users by basic auth where the instance is set so', async () => {
    const id = simulator().records('sys_properties', 'name=simulator.basic_auth.refuse_interactive_users')[0].sys_id;
    simulator().update('sys_properties', id, { value: 'true' });
    expect((await call(INCIDENTS, { user: 'portal_integration' })).status).toBe(401);
    expect((await call(INCIDENTS, { user: 'svc.monitoring' })).status).toBe(200);
  });

  it('says what is wrong with the address', async () => {
    const table = await call('/api/now/table/x_casemgmt_case');
    expect([table.status, table.json]).toEqual([400, errors.find('Invalid table x_casemgmt_case')]);
    const uri = await call('/api/now/nothing/here');
    expect([uri.status, uri.json]).toEqual([400, errors.find('Requested URI')]);
    const long = await call(`${INCIDENTS}?sysparm_query=${'a'.repeat(11_000)}`);
    expect([long.status, long.headers.get('content-type')]).toEqual([414, 'text/html;charset=UTF-8']);
  });
});
