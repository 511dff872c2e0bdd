import fc from 'fast-check';
import { createSimulator } from 'servicenow-simulator';
import { encodeQuery, type Condition } from './encodedQuery';

/**
 * Takes a query apart as ServiceNow does, knowing only that `^` joins. What it finds must be what was put in.
 */
function partsOf(query: string): string[] {
  return query.split('^');
}

/** The query, or `undefined` where it is refused as it should be. */
const encodedOrRefused = (conditions: Condition[]): string | undefined => {
  try {
    return encodeQuery({ where: conditions });
  } catch (error) {
    if ((error as Error).name === 'InputError') {
      return undefined;
    }
    throw error;
  }
};

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(
        '^',
        '^OR',
        '^NQ',
        'ORDERBYDESC',
        '\n',
        '\r',
        '\u0000',
        'javascript',
        ':',
        'JavaScript ',
        '=',
        '!=',
        'IN',
        ',',
        ' ',
        'state=1',
        'a',
        'ß',
        '😀',
      ),
      { maxLength: 6 },
    )
    .map(pieces => pieces.join('')),
);

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

  it.each(['=', '!=', '<', '>', 'LIKE', 'STARTSWITH', 'ENDSWITH'] as const)(
    'keeps its meaning with %s, whatever the value is',
    operator => {
      fc.assert(
        fc.property(hostile, value => {
          const query = encodedOrRefused([
            ['short_description', operator, value],
            ['state', '=', '2'],
          ]);
          fc.pre(query !== undefined);
          expect(partsOf(query!)).toEqual([
            `short_description${operator}${value}`,
            'state=2',
          ]);
          expect(value).not.toMatch(/^\s*javascript\s*:/i);
          expect(`${operator}${value}`).not.toMatch(/^[<>]=/);
        }),
        { numRuns: 1_000 },
      );
    },
  );

  it('keeps the number of values of a list', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1 }), values => {
        const query = encodedOrRefused([['name', 'IN', values]]);
        fc.pre(query !== undefined);
        expect(query!.slice('nameIN'.length).split(',')).toEqual(values);
      }),
    );
  });

  it('finds no more than it should, as an instance reads it', async () => {
    const simulator = await createSimulator({ port: 0 });
    try {
      fc.assert(
        fc.property(hostile, value => {
          const query = encodedOrRefused([
            ['short_description', '=', value],
            ['active', '=', 'true'],
          ]);
          fc.pre(query !== undefined);
          expect(simulator.records('incident', query)).toEqual([]);
        }),
        { numRuns: 500 },
      );
      expect(simulator.records('incident', 'active=true')).not.toEqual([]);
    } finally {
      await simulator.stop();
    }
  });

  it('says what cannot be searched for', () => {
    const encode = (value: string) => () =>
      encodeQuery({ where: [['number', '=', value]] });
    expect(encode('a^b')).toThrow(
      'ServiceNow cannot search for this text: the value for number must not contain ^.',
    );
    expect(encode('a\nb')).toThrow('must not contain line breaks');
    expect(encode('')).toThrow('must not be empty');
  });

  it('takes no field names from outside', () => {
    expect(() =>
      encodeQuery({ where: [['number=1^ORstate', '=', '1']] }),
    ).toThrow('is not the name of a ServiceNow field');
  });
});
