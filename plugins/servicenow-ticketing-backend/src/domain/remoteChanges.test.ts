import { describeChanges } from './remoteChanges';

describe('describeChanges', () => {
  it.each([
    [[], undefined],
    [[['unknown', 'x']], undefined],
    [[['state', 'In Progress']], 'set INC1 to In Progress'],
    [
      [
        ['state', 'In Progress'],
        ['assigned_to', 'Beth Anglin'],
      ],
      'set INC1 to In Progress and assigned it to Beth Anglin',
    ],
    [
      [
        ['priority', '1 - Critical'],
        ['assigned_to', ''],
        ['assignment_group', 'Database'],
      ],
      "set INC1's priority to 1 - Critical, took it from its assignee and assigned it to the group Database",
    ],
    [[['category', '']], "cleared INC1's category"],
    [[['state', '']], 'set INC1 to no state'],
    [
      [['short_description', '<b>\u0000x\n</b>']],
      'renamed INC1 to "<b>x </b>"',
    ],
  ])('%j: %s', (changes, expected) => {
    expect(
      describeChanges(
        'INC1',
        changes.map(([field, label]) => ({ field, label })),
      ),
    ).toBe(expected);
  });

  it('keeps sentences short however long a value is', () => {
    expect(
      describeChanges('INC1', [{ field: 'state', label: 'x'.repeat(5_000) }])!
        .length,
    ).toBeLessThan(250);
  });
});
