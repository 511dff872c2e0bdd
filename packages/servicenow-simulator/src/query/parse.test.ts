import fc from 'fast-check';
import { OPERATORS } from './ast';
import { parseCondition, parseQuery } from './parse';

const condition = (field: string, operator: string, value: string) => ({
  kind: 'condition',
  field,
  operator,
  value,
});

describe('parseQuery', () => {
  it('reads A^ORB^C as (A or B) and C', () => {
    expect(parseQuery('priority=1^ORpriority=2^active=true')).toEqual({
      groups: [
        [
          [condition('priority', '=', '1'), condition('priority', '=', '2')],
          [condition('active', '=', 'true')],
        ],
      ],
      orderBy: [],
    });
  });

  it('starts a further query at ^NQ and collects the order from anywhere', () => {
    expect(
      parseQuery(
        'ORDERBYnumber^active=true^NQstate=6^ORDERBYDESCsys_created_on^EQ',
      ),
    ).toEqual({
      groups: [
        [[condition('active', '=', 'true')]],
        [[condition('state', '=', '6')]],
      ],
      orderBy: [
        { field: 'number', descending: false },
        { field: 'sys_created_on', descending: true },
      ],
    });
  });

  it.each([
    ['short_descriptionLIKEorders', 'short_description', 'LIKE', 'orders'],
    [
      'short_descriptionNOT LIKEorders',
      'short_description',
      'NOT LIKE',
      'orders',
    ],
    ['numberIN1,2', 'number', 'IN', '1,2'],
    ['numberNOT IN1,2', 'number', 'NOT IN', '1,2'],
    ['assigned_toISEMPTY', 'assigned_to', 'ISEMPTY', ''],
    ['assigned_toISNOTEMPTY', 'assigned_to', 'ISNOTEMPTY', ''],
    ['opened_at>=2026-01-01', 'opened_at', '>=', '2026-01-01'],
    [
      'opened_at>javascript:gs.daysAgo(3)',
      'opened_at',
      '>',
      'javascript:gs.daysAgo(3)',
    ],
    ['opened_atBETWEENa@b', 'opened_at', 'BETWEEN', 'a@b'],
    ['opened_atONToday@x@y', 'opened_at', 'ON', 'Today@x@y'],
    ['caller_id.nameSTARTSWITHFred', 'caller_id.name', 'STARTSWITH', 'Fred'],
    ['description=a=b', 'description', '=', 'a=b'],
    ['number!=1', 'number', '!=', '1'],
    ['name!*x', 'name', '!*', 'x'],
    ['name*x', 'name', '*', 'x'],
    ['name%x', 'name', '%', 'x'],
    ['assigned_toDYNAMIC90d1', 'assigned_to', 'DYNAMIC', '90d1'],
    ['opened_bySAMEAScaller_id', 'opened_by', 'SAMEAS', 'caller_id'],
    ['opened_byNSAMEAScaller_id', 'opened_by', 'NSAMEAS', 'caller_id'],
    ['stateANYTHING', 'state', 'ANYTHING', ''],
    ['123TEXTQUERY321=disk', '123TEXTQUERY321', '=', 'disk'],
    ['GOTOnumber>=INC', 'number', '>=', 'INC'],
  ])('reads %s', (text, ...parts) => {
    const [field, operator, value] = parts;
    expect(parseCondition(text)).toEqual(condition(field, operator, value));
  });

  it('reads two carets as one of the value', () => {
    expect(parseQuery('short_description=a^^b^active=true').groups[0]).toEqual([
      [condition('short_description', '=', 'a^b')],
      [condition('active', '=', 'true')],
    ]);
  });

  it('reads related lists and joins', () => {
    expect(
      parseQuery(
        'active=true^RLQUERYsys_user_has_role.user,>=2,m2m^role.name=itil^ENDRLQUERY^nameLIKEa',
      ).groups[0],
    ).toEqual([
      [condition('active', '=', 'true')],
      [
        {
          kind: 'relatedList',
          table: 'sys_user_has_role',
          field: 'user',
          comparison: '>=',
          count: 2,
          where: {
            groups: [[[condition('role.name', '=', 'itil')]]],
            orderBy: [],
          },
        },
      ],
      [condition('name', 'LIKE', 'a')],
    ]);
    expect(
      parseQuery('JOINproblem.sys_id=incident.problem_id!active=true')
        .groups[0][0][0],
    ).toMatchObject({
      kind: 'join',
      field: 'sys_id',
      otherTable: 'incident',
      otherField: 'problem_id',
    });
  });

  it('keeps what makes no sense as invalid, and an empty query matches everything', () => {
    expect(parseQuery('???').groups).toEqual([
      [[{ kind: 'invalid', text: '???' }]],
    ]);
    expect(parseQuery('').groups).toEqual([[]]);
    expect(parseQuery('^^^').groups).toEqual([
      [[{ kind: 'invalid', text: '^' }]],
    ]);
  });

  it('never throws', () => {
    const pieces = fc.constantFrom(
      '^',
      '^OR',
      '^NQ',
      'ORDERBY',
      '=',
      'a',
      'LIKE',
      'RLQUERY',
      'ENDRLQUERY',
      '@',
      'javascript:',
      'x.y',
      ',',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(pieces, fc.string()), { maxLength: 12 }),
        parts => {
          expect(parseQuery(parts.join('')).groups.length).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('reads back any list of conditions whose values have their carets doubled', () => {
    const field = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}(\.[a-z_]{1,6})?$/);
    const operator = fc.constantFrom(
      ...OPERATORS.filter(o => /^\W|LIKE|IN|WITH/.test(o)),
    );
    // A value that begins like an operator's rest cannot be told from it: `<` and `=x` make `<=` and `x`.
    const value = fc.string().filter(text => !/^[=*A-Z]/.test(text));
    const conditions = fc.array(fc.record({ field, operator, value }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(conditions, list => {
        const query = list
          .map(c => c.field + c.operator + c.value.replaceAll('^', '^^'))
          .join('^');
        expect(parseQuery(query)).toEqual({
          groups: [list.map(c => [condition(c.field, c.operator, c.value)])],
          orderBy: [],
        });
      }),
    );
  });
});
