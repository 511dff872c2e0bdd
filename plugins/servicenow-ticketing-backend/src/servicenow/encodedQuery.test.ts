/* eslint-disable no-script-url -- what begins like a script is what is tested */
import fc from 'fast-check';
import {
  createSimulator,
  parseQuery,
  type Query,
  type Simulator,
} from 'servicenow-simulator';
import {
  encodeQuery,
  fieldsOf,
  type Condition,
  type EncodedQuery,
} from './encodedQuery';

/** The query as it arrives: over the wire, and taken apart by an instance's own parser. */
function readBack(encoded: string): Query {
  const address = new URL(
    `http://instance/?${new URLSearchParams({ sysparm_query: encoded })}`,
  );
  return parseQuery(address.searchParams.get('sysparm_query')!);
}

/** What an instance should understand. */
function intended(query: EncodedQuery): Query {
  const conditionOf = ([field, operator, value]: Condition) => ({
    kind: 'condition' as const,
    field,
    operator,
    value: Array.isArray(value) ? value.join(',') : (value as string) ?? '',
  });
  const isCondition = (
    one: Condition | readonly Condition[],
  ): one is Condition => typeof one[0] === 'string';
  return {
    groups: [
      query.where.map(one =>
        isCondition(one) ? [conditionOf(one)] : one.map(conditionOf),
      ),
    ],
    orderBy: (query.orderBy ?? []).map(([field, direction]) => ({
      field,
      descending: direction === 'DESC',
    })),
  };
}

/** The query, or `undefined` where it is refused as it should be. */
function encodedOrRefused(query: EncodedQuery): string | undefined {
  try {
    return encodeQuery(query);
  } catch (error) {
    if ((error as Error).name === 'InputError') {
      return undefined;
    }
    throw error;
  }
}

const PIECES = [
  '^',
  '^^',
  '^OR',
  '^NQ',
  '^EQ',
  '^ORDERBY',
  'ORDERBYDESC',
  'GROUPBY',
  'RLQUERY',
  'JOIN',
  '123TEXTQUERY321',
  '\n',
  '\r\n',
  '\u0000',
  '\u0085',
  '\u2028',
  '\ud800',
  '\udc00',
  '\ufeff',
  '\u00a0',
  'javascript',
  'JavaScript ',
  'javascript:gs.getUserID()',
  ':',
  '=',
  '!=',
  '<',
  '>',
  '!*',
  '*',
  '%',
  '@',
  'IN',
  'STANCEOF',
  'NOT IN',
  'LIKE',
  'DYNAMIC',
  'EMPTY',
  ',',
  ' ',
  'state=1',
  'a',
  'ß',
  'é',
  '😀',
  '&',
  '#',
  '+',
  '%5E',
  '%0A',
];

const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.constantFrom(...PIECES), { maxLength: 6 })
    .map(pieces => pieces.join('')),
);
/** Values that are mostly accepted, so that whole queries get through. */
const harmless = fc
  .array(
    fc.constantFrom(
      ...PIECES.filter(piece => /^[^\^\p{C}\u2028]+$/u.test(piece)),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map(pieces => pieces.join(''));
const field = fc.constantFrom(
  'state',
  'short_description',
  'caller_id.email',
  'u_in',
  'orderbyx',
);
const operator = fc.constantFrom(
  '=' as const,
  '!=' as const,
  '<' as const,
  '<=' as const,
  '>' as const,
  '>=' as const,
  'LIKE' as const,
  'STARTSWITH' as const,
  'ENDSWITH' as const,
);
const conditionWith = (values: fc.Arbitrary<string>): fc.Arbitrary<Condition> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.tuple(field, operator, values) },
    {
      weight: 2,
      arbitrary: fc.tuple(
        field,
        fc.constant('IN' as const),
        fc.array(values, { maxLength: 4 }),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(
        field,
        fc.constantFrom('ISEMPTY' as const, 'ISNOTEMPTY' as const),
      ),
    },
  );
const queryWith = (values: fc.Arbitrary<string>): fc.Arbitrary<EncodedQuery> =>
  fc.record({
    where: fc.array(
      fc.oneof(
        conditionWith(values),
        fc.array(conditionWith(values), { minLength: 1, maxLength: 3 }),
      ),
      { minLength: 1, maxLength: 4 },
    ),
    orderBy: fc.array(
      fc.tuple(field, fc.constantFrom('ASC' as const, 'DESC' as const)),
      { maxLength: 2 },
    ),
  });

describe('encodeQuery', () => {
  it('writes conditions, alternatives and order', () => {
    expect(
      encodeQuery({
        where: [
          [
            ['number', 'STARTSWITH', 'INC1'],
            ['short_description', 'LIKE', 'shared folder'],
          ],
          ['state', '=', '2'],
          ['name', 'IN', ['incident', 'task']],
          ['closed_at', 'ISEMPTY'],
        ],
        orderBy: [
          ['sys_updated_on', 'DESC'],
          ['sys_id', 'ASC'],
        ],
      }),
    ).toBe(
      'numberSTARTSWITHINC1^ORshort_descriptionLIKEshared folder^state=2^nameINincident,task^closed_atISEMPTY^ORDERBYDESCsys_updated_on^ORDERBYsys_id',
    );
  });

  describe('is read by an instance as exactly what was meant, or refused', () => {
    it('with any value and operator', () => {
      let accepted = 0;
      fc.assert(
        fc.property(conditionWith(value), condition => {
          const query: EncodedQuery = {
            where: [condition, ['active', '=', 'true']],
          };
          const encoded = encodedOrRefused(query);
          fc.pre(encoded !== undefined);
          accepted += 1;
          expect(readBack(encoded!)).toEqual(intended(query));
        }),
        { numRuns: 5_000 },
      );
      expect(accepted).toBeGreaterThan(1_000);
    });

    it('in whole queries with alternatives and an order', () => {
      let accepted = 0;
      fc.assert(
        fc.property(queryWith(fc.oneof(harmless, value)), query => {
          const encoded = encodedOrRefused(query);
          fc.pre(encoded !== undefined);
          accepted += 1;
          expect(readBack(encoded!)).toEqual(intended(query));
        }),
        { numRuns: 3_000 },
      );
      expect(accepted).toBeGreaterThan(300);
    });

    it('with lists, whose values stay apart and as they are', () => {
      fc.assert(
        fc.property(
          fc.array(fc.oneof(harmless, value), { maxLength: 5 }),
          values => {
            const encoded = encodedOrRefused({
              where: [['name', 'IN', values]],
            });
            fc.pre(encoded !== undefined);
            const [[[term]]] = readBack(encoded!).groups;
            expect(term).toMatchObject({ field: 'name', operator: 'IN' });
            const read = (term as { value: string }).value
              .split(',')
              .map(text => text.trim());
            expect(read).toEqual(values);
          },
        ),
        { numRuns: 2_000 },
      );
    });

    it('with scripts, which never run', () => {
      fc.assert(
        fc.property(
          fc
            .tuple(
              fc.constantFrom('', ' ', '\u00a0', '\ufeff', '\t', '  '),
              fc.constantFrom('javascript', 'JavaScript', 'JAVASCRIPT'),
              fc.constantFrom(':', ' :', ':gs.now()', ':gs.getUserID()'),
            )
            .map(parts => parts.join('')),
          operator,
          (text, compare) => {
            expect(
              encodedOrRefused({ where: [['number', compare, text]] }),
            ).toBeUndefined();
            expect(
              encodedOrRefused({ where: [['number', 'IN', [text]]] }),
            ).toBeUndefined();
          },
        ),
      );
      expect(
        encodeQuery({ where: [['number', '=', 'uses javascript: here']] }),
      ).toBe('number=uses javascript: here');
    });
  });

  describe('on an instance', () => {
    let simulator: Simulator;
    beforeAll(async () => {
      simulator = await createSimulator({ port: 0 });
    });
    afterAll(() => simulator.stop());

    it('finds no more than it should, whatever the value', () => {
      fc.assert(
        fc.property(value, text => {
          const query = encodedOrRefused({
            where: [
              ['short_description', '=', text],
              ['active', '=', 'true'],
            ],
          });
          fc.pre(query !== undefined);
          expect(simulator.records('incident', query)).toEqual([]);
        }),
        { numRuns: 500 },
      );
      expect(simulator.records('incident', 'active=true')).not.toEqual([]);
    });

    it('finds what is there, whatever it is called', () => {
      fc.assert(
        fc.property(harmless, text => {
          const query = encodedOrRefused({
            where: [
              ['short_description', '=', text],
              ['number', 'LIKE', 'INC'],
            ],
          });
          fc.pre(query !== undefined);
          const { sys_id } = simulator.insert('incident', {
            short_description: text,
          });
          expect(
            simulator.records('incident', query).map(row => row.sys_id),
          ).toContain(sys_id);
          simulator.remove('incident', sys_id);
        }),
        { numRuns: 200 },
      );
    });
  });

  it.each([
    ['a^b', 'must not contain ^.'],
    ['a\nb', 'must not contain line breaks or control characters.'],
    ['a\ud800b', 'must not contain half a character.'],
    ['', 'must not be empty.'],
    ['javascript:x', 'must not begin like a script (javascript and a colon).'],
  ])('says that %j cannot be searched for', (text, why) => {
    expect(() => encodeQuery({ where: [['number', '=', text]] })).toThrow(
      `ServiceNow cannot search for this text: the value for number ${why}`,
    );
  });

  it.each([
    [[], 'must not be an empty list.'],
    [['a,b'], 'must not contain a comma.'],
    [['a', 'b '], 'must not begin or end with a space.'],
    [['STANCEOFtask'], 'must not begin with STANCEOF.'],
  ])('says that the list %j cannot be searched for', (texts, why) => {
    expect(() => encodeQuery({ where: [['number', 'IN', texts]] })).toThrow(
      `the value for number ${why}`,
    );
  });

  it('takes no field names from outside, and no empty alternatives', () => {
    expect(() =>
      encodeQuery({ where: [['number=1^ORstate', '=', '1']] }),
    ).toThrow('is not the name of a ServiceNow field');
    expect(() =>
      encodeQuery({ where: [], orderBy: [['number^ORDERBYx', 'ASC']] }),
    ).toThrow('is not the name of a ServiceNow field');
    expect(() => encodeQuery({ where: [[]] })).toThrow('alternatives is empty');
  });

  it('knows which fields it looks at', () => {
    expect(
      fieldsOf({
        where: [
          ['a', '=', '1'],
          [
            ['b', 'ISEMPTY'],
            ['a', '>', '2'],
          ],
        ],
        orderBy: [['c', 'ASC']],
      }),
    ).toEqual(['a', 'b', 'c']);
  });
});
