import { useSimulator } from '../../__testUtils__/client';
import { loadErrorBodies } from '../../__testUtils__/samples';

const INCIDENTS = '/api/now/table/incident';
const NETWORK = '287ebd7da9fe198100f92cc8d1d2154e';
const FRED = '5137153cc611227c000bbd1bd8cd2005';

describe('Table API, writing', () => {
  const { call, post, patch, simulator, clock } = useSimulator();
  const errors = loadErrorBodies();

  it('fills in an insert of nothing', async () => {
    const answer = await post(INCIDENTS, {}, { user: 'portal_integration' });
    const { result } = answer.json;
    expect(answer.status).toBe(201);
    expect(result).toMatchObject({
      number: 'INC0010001',
      impact: '3',
      urgency: '3',
      severity: '3',
      priority: '5',
      state: '1',
      incident_state: '1',
      category: 'inquiry',
      active: 'true',
      opened_at: '2026-03-18 10:30:00',
      sys_created_by: 'portal_integration',
      sys_mod_count: '0',
    });
    expect(answer.headers.get('location')).toBe(
      `${simulator().url}${INCIDENTS}/${result.sys_id}`,
    );
    const opener = await call(
      `/api/now/table/sys_user/${result.opened_by.value}`,
    );
    expect(opener.json.result.user_name).toBe('portal_integration');
  });

  it('has every field the documentation shows of an incident', async () => {
    const { result } = (await post(INCIDENTS, {})).json;
    const documented = errors.documentedFields('table.04.json');
    expect(Object.keys(result)).toEqual(expect.arrayContaining(documented));
  });

  it.each([
    [1, 1, '1'],
    [1, 2, '2'],
    [1, 3, '3'],
    [2, 1, '2'],
    [2, 2, '3'],
    [2, 3, '4'],
    [3, 1, '3'],
    [3, 2, '4'],
    [3, 3, '5'],
  ])(
    'derives the priority of impact %i and urgency %i as %s, whatever was written',
    async (impact, urgency, priority) => {
      const { json } = await post(INCIDENTS, {
        impact,
        urgency,
        priority: '1',
      });
      expect(json.result.priority).toBe(priority);
    },
  );

  it('takes the first of several records, ignores unknown fields, honours a sys_id', async () => {
    const sysId = 'abcdef0123456789abcdef0123456789';
    const { json } = await post(INCIDENTS, [
      { sys_id: sysId, short_description: 'first', nope: '1' },
      { short_description: 'second' },
    ]);
    expect(json.result).toMatchObject({
      sys_id: sysId,
      short_description: 'first',
    });
    expect(json.result).not.toHaveProperty('nope');
    expect(
      (await call(`${INCIDENTS}?sysparm_query=short_description=second`)).json
        .result,
    ).toEqual([]);
  });

  it('makes no second record of a sys_id, in none of the tables that share it', async () => {
    const sysId = 'abcdef0123456789abcdef0123456780';
    await post(INCIDENTS, { sys_id: sysId, short_description: 'first' });
    for (const table of ['incident', 'problem']) {
      const { status, json } = await post(`/api/now/table/${table}`, {
        sys_id: sysId,
        short_description: 'second',
      });
      expect(status).toBe(403);
      expect(json.error).toEqual({
        message: 'Operation Failed',
        detail: expect.stringContaining('Unique Key violation'),
      });
    }
    expect(
      (await call(`${INCIDENTS}/${sysId}`)).json.result.short_description,
    ).toBe('first');
  });

  it('keeps invalid references, cut to 32 characters', async () => {
    const { json } = await post(INCIDENTS, {
      caller_id: 'somebody who is not a user of this instance',
    });
    expect(json.result.caller_id.value).toBe(
      'somebody who is not a user of th',
    );
  });

  it('cuts text to the length of its column', async () => {
    const { json } = await post(INCIDENTS, {
      short_description: 'x'.repeat(200),
    });
    expect(json.result.short_description).toHaveLength(160);
  });

  it('reads single quotes and XML, and refuses what is neither', async () => {
    const quoted = await post(INCIDENTS, "{'short_description':'single'}");
    expect(quoted.json.result.short_description).toBe('single');
    const xml = await post(
      INCIDENTS,
      '<request><entry><short_description>xml &amp; more</short_description></entry></request>',
      { headers: { 'Content-Type': 'application/xml' } },
    );
    expect(xml.json.result.short_description).toBe('xml & more');
    expect((await post(INCIDENTS, '{"short_description":')).status).toBe(400);
    expect(
      (
        await post(INCIDENTS, 'a=b', {
          headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        })
      ).status,
    ).toBe(415);
  });

  it('takes display values when told to', async () => {
    const { json } = await post(
      `${INCIDENTS}?sysparm_input_display_value=true`,
      {
        assigned_to: 'Fred Luddy',
        assignment_group: 'Network',
        urgency: '1 - High',
        due_date: '2026-04-01 12:00:00',
      },
      { user: 'beth.anglin' },
    );
    expect(json.result).toMatchObject({
      assigned_to: { value: FRED },
      assignment_group: { value: NETWORK },
      urgency: '1',
      due_date: '2026-04-01 19:00:00',
    });
  });

  it('changes with PATCH, PUT and an overridden POST, and counts updates', async () => {
    const { sys_id: id } = (await post(INCIDENTS, { short_description: 'a' }))
      .json.result;
    clock.advance(60_000);
    const patched = await patch(
      `${INCIDENTS}/${id}`,
      { short_description: 'b' },
      { user: 'itil' },
    );
    expect(patched.json.result).toMatchObject({
      short_description: 'b',
      sys_mod_count: '1',
      sys_updated_by: 'itil',
      sys_updated_on: '2026-03-18 10:31:00',
      sys_created_on: '2026-03-18 10:30:00',
    });
    const put = await call(`${INCIDENTS}/${id}`, {
      method: 'PUT',
      body: { short_description: 'c' },
    });
    expect(put.json.result.sys_mod_count).toBe('2');
    const overridden = await post(
      `${INCIDENTS}/${id}`,
      { short_description: 'd' },
      { headers: { 'X-HTTP-Method-Override': 'PATCH' } },
    );
    expect([
      overridden.status,
      overridden.json.result.short_description,
    ]).toEqual([200, 'd']);
    const same = await patch(`${INCIDENTS}/${id}`, {
      short_description: 'd',
    });
    expect(same.json.result.sys_mod_count).toBe('3');
  });

  it('suppresses the body on request', async () => {
    const answer = await post(
      INCIDENTS,
      {},
      { headers: { 'X-no-response-body': 'true' } },
    );
    expect([answer.status, answer.text]).toEqual([201, '']);
    expect(answer.headers.get('location')).toContain(INCIDENTS);
  });

  it('deletes, and then knows nothing of the record', async () => {
    const { sys_id: id } = (await post(INCIDENTS, {})).json.result;
    expect(
      (await call(`${INCIDENTS}/${id}`, { method: 'DELETE' })).status,
    ).toBe(204);
    const gone = await call(`${INCIDENTS}/${id}`);
    expect(gone.status).toBe(404);
    expect(gone.json).toEqual(errors.find('No Record found'));
    expect(
      (await call(`${INCIDENTS}/${id}`, { method: 'DELETE' })).status,
    ).toBe(404);
    expect((await patch(`${INCIDENTS}/${id}`, {})).status).toBe(404);
  });

  it('refuses bodies beyond 10 MB', async () => {
    const answer = await post(INCIDENTS, {
      description: 'x'.repeat(10_485_760),
    });
    expect(answer.status).toBe(400);
    expect(answer.json.error.detail).toMatch(
      /^Rejected large REST payload with content-length = \d+ bytes\. Max allowed: 10485760 bytes\.$/,
    );
  });
});
