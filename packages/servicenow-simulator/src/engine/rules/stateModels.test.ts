import { useSimulator } from '../../__testUtils__/client';

const CHANGES = '/api/now/table/change_request';
const PROBLEMS = '/api/now/table/problem';

describe('state models', () => {
  const { post, patch } = useSimulator();

  const create = async (path: string, values: Record<string, string>) =>
    (await post(path, values)).json.result as Record<string, string>;
  const move = async (path: string, id: string, states: string[]) => {
    const answers = [];
    for (const state of states) {
      const { status, json } = await patch(`${path}/${id}`, { state });
      answers.push(status === 200 ? json.result.state : status);
    }
    return answers;
  };

  it.each([
    ['normal', ['-4', '-3', '-2', '-1', '0', '3']],
    ['standard', ['-2', '-1', '0', '3']],
    ['emergency', ['-3', '-5', '-3', '-2', '4']],
  ])('lets a change of type %s go its way', async (type, states) => {
    const { sys_id: id } = await create(CHANGES, { type });
    expect(await move(CHANGES, id, states)).toEqual(states);
  });

  it.each([
    ['normal', ['-2', '-1', '3']],
    ['standard', ['-4', '-1', '0']],
    ['emergency', ['-4', '0', '3']],
  ])('refuses any other way of a change of type %s', async (type, states) => {
    const { sys_id: id } = await create(CHANGES, { type });
    expect(await move(CHANGES, id, states)).toEqual([403, 403, 403]);
    const { json } = await patch(`${CHANGES}/${id}`, { state: '0' });
    expect(json.error).toEqual({
      message: 'Operation Failed',
      detail: expect.stringMatching(
        /^Operation against file 'change_request' was aborted by Business Rule 'Change Model: Check State Transition\^[0-9a-f]+'\. Business Rule Stack:Change Model: Check State Transition$/,
      ),
    });
  });

  it('starts a change as new when it is sent as done', async () => {
    expect((await create(CHANGES, { state: '3' })).state).toBe('-5');
    expect((await create(CHANGES, { state: '-4' })).state).toBe('-4');
  });

  it('moves problems along their model and quietly keeps them where they may not leave', async () => {
    const { sys_id: id } = await create(PROBLEMS, {});
    expect(
      await move(PROBLEMS, id, ['104', '102', '106', '103', '104', '106']),
    ).toEqual(['101', '102', '102', '103', '104', '106']);
    const { json } = await patch(`${PROBLEMS}/${id}`, {
      problem_state: '102',
      short_description: 'still changed',
    });
    expect(json.result).toMatchObject({
      state: '106',
      problem_state: '106',
      short_description: 'still changed',
    });
  });
});
