import { useSimulator } from '../../__testUtils__/client';

const RULES = '/api/now/table/sys_script';
const PROBLEMS = '/api/now/table/problem';

describe('business rules made in sys_script', () => {
  const { call, post, patch } = useSimulator();

  const declare = async (values: Record<string, string>) =>
    (
      await post(RULES, {
        name: 'No forbidden words',
        when: 'before',
        abort_action: 'true',
        action_update: 'true',
        filter_condition: 'short_descriptionLIKEforbidden^ORurgency=1^EQ',
        ...values,
      })
    ).json.result as Record<string, string>;

  it('abort an update of records that fit their condition, by what they would become', async () => {
    const rule = await declare({ collection: 'problem' });
    const { sys_id: id } = (
      await post(PROBLEMS, { short_description: 'forbidden at first' })
    ).json.result;
    const refused = await patch(`${PROBLEMS}/${id}`, { description: 'more' });
    expect([refused.status, refused.json.error]).toEqual([
      403,
      {
        message: 'Operation Failed',
        detail: `Operation against file 'problem' was aborted by Business Rule 'No forbidden words^${rule.sys_id}'. Business Rule Stack:No forbidden words`,
      },
    ]);
    const allowed = await patch(`${PROBLEMS}/${id}`, {
      short_description: 'harmless',
    });
    expect(allowed.status).toBe(200);
    expect((await patch(`${PROBLEMS}/${id}`, { urgency: '1' })).status).toBe(
      403,
    );
  });

  it('reach tables that extend theirs, and rest while inactive', async () => {
    const rule = await declare({ collection: 'task', action_insert: 'true' });
    const insert = () => post('/api/now/table/incident', { urgency: '1' });
    expect((await insert()).status).toBe(403);
    await patch(`${RULES}/${rule.sys_id}`, { active: 'false' });
    expect((await insert()).status).toBe(201);
    expect(
      (await call(`${RULES}/${rule.sys_id}`, { method: 'DELETE' })).status,
    ).toBe(204);
  });
});
