import { useSimulator } from '../../__testUtils__/client';
import { loadErrorBodies } from '../../__testUtils__/samples';

const INCIDENTS = '/api/now/table/incident';
const NETWORK = '287ebd7da9fe198100f92cc8d1d2154e';
const FRED = '5137153cc611227c000bbd1bd8cd2005';
const DAVID = '5137153cc611227c000bbd1bd8cd2007';

const RESOLUTION = {
  state: '6',
  close_code: 'Solution provided',
  close_notes: 'Loaded again',
};

describe('rules of incidents', () => {
  const { call, post, patch, simulator, clock } = useSimulator();
  const errors = loadErrorBodies();
  const create = async (values: Record<string, string> = {}) =>
    (await post(INCIDENTS, values)).json.result.sys_id as string;

  it('keeps state and incident_state the same', async () => {
    const id = await create();
    expect(
      (await patch(`${INCIDENTS}/${id}`, { state: '2' })).json.result,
    ).toMatchObject({ state: '2', incident_state: '2' });
    expect(
      (
        await patch(`${INCIDENTS}/${id}`, {
          incident_state: '3',
          hold_reason: '1',
        })
      ).json.result,
    ).toMatchObject({ state: '3', hold_reason: '1' });
    expect(
      (await patch(`${INCIDENTS}/${id}`, { state: '2' })).json.result,
    ).toMatchObject({ incident_state: '2', hold_reason: '' });
  });

  it.each([
    [{ state: '6' }, 'Resolution code, Close notes'],
    [{ state: '7' }, 'Resolution code, Close notes'],
    [{ state: '6', close_notes: 'done' }, 'Resolution code'],
    [{ state: '6', close_code: 'User error' }, 'Close notes'],
    [{ ...RESOLUTION, close_code: 'Invented' }, 'Resolution code'],
    [{ ...RESOLUTION, close_code: 'Solved (Permanently)' }, 'Resolution code'],
  ])('refuses %j and says what is missing', async (values, missing) => {
    const id = await create();
    const answer = await patch(`${INCIDENTS}/${id}`, values);
    expect(answer.status).toBe(403);
    expect(answer.json).toEqual({
      error: {
        message: 'Operation Failed',
        detail: `Data Policy Exception: \n\tThe following fields are mandatory: ${missing}`,
      },
      status: 'failure',
    });
    expect(simulator().records('incident', `sys_id=${id}`)[0]).toMatchObject({
      state: '1',
      sys_mod_count: '0',
    });
  });

  it('words the refusal as recorded', async () => {
    const answer = await patch(`${INCIDENTS}/${await create()}`, {
      state: '6',
    });
    expect(answer.json).toEqual(errors.find('Resolution code, Close notes'));
  });

  it('notes who resolved, closed and reopened, and when', async () => {
    const id = await create();
    clock.advance(60_000);
    const resolved = (
      await patch(`${INCIDENTS}/${id}`, RESOLUTION, { user: 'fred.luddy' })
    ).json.result;
    expect(resolved).toMatchObject({
      resolved_at: '2026-03-18 10:31:00',
      resolved_by: { value: FRED },
      active: 'true',
      closed_at: '',
    });
    clock.advance(60_000);
    const reopened = (
      await patch(`${INCIDENTS}/${id}`, { state: '2' }, { user: 'david.loo' })
    ).json.result;
    expect(reopened).toMatchObject({
      resolved_at: '',
      resolved_by: '',
      reopen_count: '1',
      reopened_by: { value: DAVID },
      reopened_time: '2026-03-18 10:32:00',
    });
    const closed = (
      await patch(`${INCIDENTS}/${id}`, { state: '7' }, { user: 'david.loo' })
    ).json.result;
    expect(closed).toMatchObject({
      state: '7',
      active: 'false',
      closed_at: '2026-03-18 10:32:00',
      closed_by: { value: DAVID },
    });
    expect(
      (await patch(`${INCIDENTS}/${id}`, { state: '1' })).json.result,
    ).toMatchObject({ active: 'true', closed_at: '', reopen_count: '2' });
  });

  it('cancels without a resolution', async () => {
    const { result } = (
      await patch(`${INCIDENTS}/${await create()}`, { state: '8' })
    ).json;
    expect(result).toMatchObject({
      state: '8',
      active: 'false',
      resolved_at: '',
      closed_at: '2026-03-18 10:30:00',
    });
  });

  it('aborts changes of group when the assignee is not a member', async () => {
    const id = await create({ assigned_to: DAVID });
    const refused = await patch(`${INCIDENTS}/${id}`, {
      assignment_group: NETWORK,
    });
    expect([refused.status, refused.json]).toEqual([
      403,
      errors.find('Abort changes on group'),
    ]);
    const moved = await patch(`${INCIDENTS}/${id}`, {
      assignment_group: NETWORK,
      assigned_to: FRED,
    });
    expect(moved.json.result).toMatchObject({
      assignment_group: { value: NETWORK },
      assigned_to: { value: FRED },
    });
  });

  it('appends journal entries, newest first, and never gives them as values', async () => {
    const id = await create({ work_notes: 'first' });
    clock.advance(60_000);
    const answer = await patch(
      `${INCIDENTS}/${id}`,
      { comments: 'to the caller', work_notes: 'second' },
      { user: 'beth.anglin' },
    );
    expect(answer.json.result).toMatchObject({
      work_notes: '',
      comments: '',
      comments_and_work_notes: '',
      sys_mod_count: '1',
    });
    const shown = (
      await call(
        `${INCIDENTS}/${id}?sysparm_display_value=true&sysparm_fields=work_notes,comments`,
        { user: 'portal_integration' },
      )
    ).json.result;
    expect(shown).toEqual({
      work_notes:
        '2026-03-18 10:31:00 - Beth Anglin (Work notes)\nsecond\n\n2026-03-18 10:30:00 - System Administrator (Work notes)\nfirst\n\n',
      comments:
        '2026-03-18 10:31:00 - Beth Anglin (Additional comments)\nto the caller\n\n',
    });
    const rows = (
      await call(
        `/api/now/table/sys_journal_field?sysparm_query=element_id=${id}^element=work_notes^ORDERBYsys_created_on`,
      )
    ).json.result;
    expect(rows.map((row: { value: string }) => row.value)).toEqual([
      'first',
      'second',
    ]);
    expect(rows[1]).toMatchObject({
      name: 'incident',
      element_id: id,
      sys_created_by: 'beth.anglin',
    });
  });

  it('lets correlation_id repeat and leaves an audit of changes', async () => {
    const [a, b] = [
      await create({ correlation_id: 'same' }),
      await create({ correlation_id: 'same' }),
    ];
    expect(
      (await call(`${INCIDENTS}?sysparm_query=correlation_id=same`)).json
        .result,
    ).toHaveLength(2);
    await patch(
      `${INCIDENTS}/${a}`,
      { short_description: 'new' },
      { user: 'itil' },
    );
    const audit = simulator().records('sys_audit', `documentkey=${a}`);
    expect(audit).toHaveLength(1);
    expect(audit[0]).toMatchObject({
      tablename: 'incident',
      fieldname: 'short_description',
      oldvalue: '',
      newvalue: 'new',
      user: 'itil',
    });
    expect(simulator().records('sys_audit', `documentkey=${b}`)).toEqual([]);
  });

  it('numbers each table by its own counter', async () => {
    const made = await Promise.all(
      ['incident', 'incident', 'problem', 'change_request'].map(
        async table =>
          (
            await post(`/api/now/table/${table}`, {})
          ).json.result.number,
      ),
    );
    expect(made.sort()).toEqual([
      'CHG0030001',
      'INC0010001',
      'INC0010002',
      'PRB0040001',
    ]);
  });

  it('closes problems and changes by states of their own', async () => {
    const problem = (await post('/api/now/table/problem', {})).json.result;
    expect(problem).toMatchObject({
      state: '101',
      problem_state: '101',
      priority: '5',
    });
    expect(
      (
        await patch(`/api/now/table/problem/${problem.sys_id}`, {
          state: '107',
        })
      ).json.result,
    ).toMatchObject({ active: 'false', problem_state: '107' });
    const change = (await post('/api/now/table/change_request', {})).json
      .result;
    expect(change).toMatchObject({
      state: '-5',
      type: 'normal',
      priority: '4',
      phase: 'requested',
    });
    expect(
      (
        await patch(`/api/now/table/change_request/${change.sys_id}`, {
          state: '4',
        })
      ).json.result.active,
    ).toBe('false');
  });
});
