import { aMapping } from '../__testUtils__/testTicketing';
import { isDone, resolvingOf } from './ticketStates';

const incidents = {
  table: 'incident',
  mapping: aMapping({
    states: { resolved: 60 },
    close: { code: 'Fixed', notes: 'Done' },
  }),
};

describe('isDone', () => {
  it.each([
    ['incident', '6', true],
    ['incident', '60', true],
    ['incident', '8', true],
    ['incident', '3', false],
    ['problem', '106', true],
    ['problem', '6', false],
    ['change_request', '4', true],
    ['change_request', '-1', false],
    ['sc_task', '7', true],
    ['u_data_issue', '60', false],
  ])('of a %s in state %s says %s', (table, state, expected) => {
    expect(isDone({ table, state }, incidents)).toBe(expected);
    expect(isDone({ table, state, active: true }, incidents)).toBe(expected);
  });

  it('believes ServiceNow that a record is closed, whatever its state is called', () => {
    expect(
      isDone({ table: 'u_data_issue', state: '17', active: false }, incidents),
    ).toBe(true);
  });

  it('takes nothing for granted of a table of the customer but what is mapped', () => {
    const own = { ...incidents, table: 'u_data_issue' };
    expect(isDone({ table: 'u_data_issue', state: '3' }, own)).toBe(false);
    expect(isDone({ table: 'u_data_issue', state: '60' }, own)).toBe(true);
  });
});

describe('resolvingOf', () => {
  it('follows the mapping in its own table', () => {
    expect(resolvingOf('incident', incidents)).toEqual({
      state: '60',
      close: incidents.mapping.close,
    });
  });

  it.each([
    ['problem', '106', ['resolution_code', 'fix_applied']],
    ['change_request', '3', ['close_code', 'successful']],
    ['sc_task', '3', ['close_code', 'Solution provided']],
  ])('knows a %s of a fresh instance', (table, state, [codeField, code]) => {
    expect(resolvingOf(table, incidents)).toEqual({
      state,
      close: { codeField, code, notesField: 'close_notes', notes: 'Done' },
    });
  });

  it('knows an incident beside another table', () => {
    expect(
      resolvingOf('incident', { ...incidents, table: 'problem' }),
    ).toMatchObject({ state: '6', close: { code: 'Solution provided' } });
  });
});
