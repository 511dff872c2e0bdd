import { useSimulator } from '../__testUtils__/client';
import { loadErrorBodies } from '../__testUtils__/samples';

const INCIDENTS = '/api/now/table/incident';
const ID = '9c573169c611228700193229fff72400';

describe('access controls', () => {
  const { call, post, patch, simulator } = useSimulator();
  const errors = loadErrorBodies();

  it('lets itil work on tasks and read what it needs, and not delete', async () => {
    const as = { user: 'portal_integration' };
    for (const table of [
      'incident',
      'sys_user',
      'sys_user_group',
      'sys_choice',
      'sys_journal_field',
      'cmdb_ci',
      'sys_user_grmember',
    ]) {
      expect([
        table,
        (await call(`/api/now/table/${table}?sysparm_limit=1`, as)).status,
      ]).toEqual([table, 200]);
    }
    expect(
      (await patch(`${INCIDENTS}/${ID}`, { urgency: '2' }, as)).status,
    ).toBe(200);
    const deleted = await call(`${INCIDENTS}/${ID}`, {
      ...as,
      method: 'DELETE',
    });
    expect([deleted.status, deleted.json]).toEqual([
      403,
      errors.find('ACL Exception Delete Failed'),
    ]);
    const updated = await patch(
      '/api/now/table/sys_user/6816f79cc0a8016401c5a33be04be441',
      { title: 'x' },
      as,
    );
    expect([updated.status, updated.json]).toEqual([
      403,
      errors.find('ACL Exception Update Failed'),
    ]);
    const inserted = await post(
      '/api/now/table/sys_user_group',
      { name: 'x' },
      as,
    );
    expect([inserted.status, inserted.json]).toEqual([
      403,
      errors.find('ACL Exception Insert Failed'),
    ]);
  });

  it('keeps the platform to admin', async () => {
    const answer = await call('/api/now/table/sys_dictionary', {
      user: 'itil',
    });
    expect(answer.status).toBe(403);
    expect(answer.json.error).toEqual({
      message: 'Insufficient rights to query records',
      detail: "No permission to read table 'sys_dictionary'",
    });
  });

  it('shows people without a role their own incidents only: short pages, full counts, 404 for others', async () => {
    const as = { user: 'abel.tuter' };
    const list = await call(`${INCIDENTS}?sysparm_limit=20`, as);
    expect(list.headers.get('x-total-count')).toBe('60');
    expect(list.json.result.length).toBeGreaterThan(0);
    expect(list.json.result.length).toBeLessThan(20);
    expect((await call(`${INCIDENTS}/${ID}`, as)).status).toBe(200);
    const hidden = await call(
      `${INCIDENTS}/9d385017c611228701d22104cc95c371`,
      as,
    );
    expect([hidden.status, hidden.json]).toEqual([
      404,
      errors.find('No Record found'),
    ]);
  });

  it('leaves out fields that may not be read, and refuses queries on them', async () => {
    const as = { user: 'abel.tuter' };
    const { result } = (
      await call(`${INCIDENTS}/${ID}?sysparm_display_value=true`, as)
    ).json;
    expect(result.comments).toContain('We are working on it');
    expect(result).not.toHaveProperty('work_notes');
    const probing = await call(
      `${INCIDENTS}?sysparm_query=work_notesLIKEsecret`,
      as,
    );
    expect([probing.status, probing.json]).toEqual([
      403,
      errors.find('Field(s) present in the query'),
    ]);
  });

  it('never gives passwords', async () => {
    const answers = await Promise.all([
      call(
        '/api/now/table/sys_user?sysparm_query=user_name=admin&sysparm_display_value=all',
      ),
      call('/api/now/table/oauth_entity?sysparm_display_value=all'),
      call('/api/now/table/api_key'),
      call('/_simulator/records/oauth_entity'),
      call('/sys_user.do?JSONv2'),
    ]);
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(answer.text).not.toMatch(
        /simulator-secret|simulator-api-key|"user_password":"[^"]/,
      );
    }
  });

  it('asks for other roles when told to, until the reset', async () => {
    simulator().access.restrict('sys_choice', 'read', []);
    simulator().access.restrictField('incident', 'description', ['admin']);
    expect(
      (await call('/api/now/table/sys_choice', { user: 'itil' })).status,
    ).toBe(403);
    expect(
      (await call(`${INCIDENTS}/${ID}`, { user: 'itil' })).json.result,
    ).not.toHaveProperty('description');
    simulator().reset();
    expect(
      (await call('/api/now/table/sys_choice', { user: 'itil' })).status,
    ).toBe(200);
  });
});
