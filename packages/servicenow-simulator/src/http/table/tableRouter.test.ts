import { basic, useSimulator } from '../../__testUtils__/client';
import { loadErrorBodies } from '../../__testUtils__/samples';

const INCIDENTS = '/api/now/table/incident';

describe('Table API', () => {
  const { call, post, simulator } = useSimulator();
  const errors = loadErrorBodies();

  it('lets new tables and columns be made through the API', async () => {
    const made = await post('/api/now/table/sys_db_object', {
      name: 'u_pipeline',
      label: 'Pipeline',
      super_class: 'task',
    });
    expect(made.status).toBe(201);
    await post('/api/now/table/sys_dictionary', {
      name: 'u_pipeline',
      element: 'u_schedule',
      column_label: 'Schedule',
      internal_type: 'string',
      max_length: '5',
    });
    const row = await post('/api/now/table/u_pipeline', {
      short_description: 'nightly',
      u_schedule: 'every night',
    });
    expect(row.json.result).toMatchObject({
      short_description: 'nightly',
      u_schedule: 'every',
      sys_class_name: 'u_pipeline',
    });
  });

  it('refuses who it does not know, and whom it no longer lets in', async () => {
    const unknown = errors.find('User Not Authenticated');
    for (const authorization of [
      undefined,
      basic('admin', 'wrong'),
      basic('nobody'),
      basic('gone.girard'),
      basic('locked.larsen'),
      'Bearer nope',
    ]) {
      const answer = await call(INCIDENTS, {
        user: null,
        headers: authorization ? { Authorization: authorization } : {},
      });
      expect(answer.status).toBe(401);
      expect(answer.json).toEqual(unknown);
      expect(answer.headers.get('www-authenticate')).toBe(
        'BASIC realm="Service-now"',
      );
    }
    expect((await call(INCIDENTS, { user: 'svc.monitoring' })).status).toBe(
      200,
    );
  });

  it('keeps a session by cookie', async () => {
    const first = await call(`${INCIDENTS}?sysparm_limit=1`);
    const cookie = first.headers
      .getSetCookie()
      .map(value => value.split(';')[0])
      .join('; ');
    expect(cookie).toMatch(
      /JSESSIONID=.*glide_user_route=.*glide_session_store=/,
    );
    expect(
      (
        await call(`${INCIDENTS}?sysparm_limit=1`, {
          user: null,
          headers: { cookie },
        })
      ).status,
    ).toBe(200);
  });

  it('refuses interactive users by basic auth where the instance is set so', async () => {
    const id = simulator().records(
      'sys_properties',
      'name=simulator.basic_auth.refuse_interactive_users',
    )[0].sys_id;
    simulator().update('sys_properties', id, { value: 'true' });
    expect((await call(INCIDENTS, { user: 'portal_integration' })).status).toBe(
      401,
    );
    expect((await call(INCIDENTS, { user: 'svc.monitoring' })).status).toBe(
      200,
    );
  });

  it('says what is wrong with the address', async () => {
    const table = await call('/api/now/table/x_casemgmt_case');
    expect([table.status, table.json]).toEqual([
      400,
      errors.find('Invalid table x_casemgmt_case'),
    ]);
    const uri = await call('/api/now/nothing/here');
    expect([uri.status, uri.json]).toEqual([400, errors.find('Requested URI')]);
    const long = await call(`${INCIDENTS}?sysparm_query=${'a'.repeat(11_000)}`);
    expect([long.status, long.headers.get('content-type')]).toEqual([
      414,
      'text/html;charset=UTF-8',
    ]);
  });
});
