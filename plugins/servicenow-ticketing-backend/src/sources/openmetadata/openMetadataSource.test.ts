import { survivesMutations } from '../__testUtils__/fuzz';
import {
  fingerprints,
  parseWith,
  RECEIVED_AT,
} from '../__testUtils__/parseWith';
import { openMetadataSource } from './openMetadataSource';

const parse = parseWith(openMetadataSource);

const AT = Date.UTC(2026, 0, 31, 6);
const result = (change: object = {}) => ({
  timestamp: AT,
  testCaseStatus: 'Failed',
  result: 'Found min=-3 vs. the expected min=0.',
  testResultValue: [{ name: 'min', value: '-3' }],
  failedRows: 4,
  ...change,
});
const testCase = (change: object = {}) => ({
  name: 'amount_is_positive',
  fullyQualifiedName: 'pg.shop.public.orders.amount.amount_is_positive',
  entityLink: '<#E::table::pg.shop.public.orders::columns::amount>',
  testDefinition: { type: 'testDefinition', name: 'columnValueMinToBeBetween' },
  tags: [{ tagFQN: 'Tier.Tier1' }],
  testCaseResult: result(),
  ...change,
});
const event = (change: object = {}) => ({
  eventType: 'entityUpdated',
  entityType: 'testCase',
  timestamp: AT + 5,
  entity: JSON.stringify(testCase()),
  changeDescription: {
    fieldsAdded: [{ name: 'testCaseResult', newValue: result() }],
    fieldsUpdated: [],
  },
  ...change,
});
const first = (change?: object) => parse(testCase(change)).observations[0];

describe('test cases of OpenMetadata', () => {
  const observation = {
    index: 0,
    checkKey: 'pg.shop.public.orders.amount.amount_is_positive',
    identity: 'pg.shop.public.orders.amount.amount_is_positive',
    outcome: 'fail',
    dataset: { name: 'orders', fqn: 'pg.shop.public.orders' },
    fields: ['amount'],
    type: 'columnValueMinToBeBetween',
    severity: 'high',
    count: 4,
    title: 'amount_is_positive',
    message: 'Found min=-3 vs. the expected min=0.',
    tags: ['Tier.Tier1'],
  };

  it('become observations', () => {
    expect(parse(testCase())).toEqual({
      run: { id: expect.any(String), observedAt: new Date(AT) },
      observations: [observation],
      ignored: 0,
      errors: [],
    });
  });

  it.each([
    ['a change event', event()],
    ['an event that holds the entity itself', event({ entity: testCase() })],
    [
      'an event whose entity lacks the result',
      event({ entity: testCase({ testCaseResult: undefined }) }),
    ],
    [
      'an event with the result as JSON',
      event({
        entity: testCase({ testCaseResult: undefined }),
        changeDescription: {
          fieldsUpdated: [
            { name: 'testCaseResult', newValue: JSON.stringify(result()) },
          ],
        },
      }),
    ],
    ['a list', [testCase()]],
    ['an answer of the API', { data: [testCase()], paging: { total: 1 } }],
    [
      'a test suite',
      { tests: [{ testSuiteName: 'x', testCases: [testCase()] }] },
    ],
    [
      'results by test case',
      {
        testCaseResults: [
          testCase({ testCaseResult: undefined, results: [result()] }),
        ],
      },
    ],
  ])('may come as %s', (_name, document) => {
    expect(parse(document)).toMatchObject({
      observations: [observation],
      errors: [],
    });
  });

  it('are the same whether or not their full name is given', () => {
    const tests = [
      testCase(),
      testCase({ fullyQualifiedName: undefined }),
      {
        testCaseFQN: 'pg.shop.public.orders.amount.amount_is_positive',
        ...result({ testCaseStatus: 'Success' }),
      },
      testCase({
        fullyQualifiedName: undefined,
        entityLink: '<#E::table::pg.shop.public.refunds::columns::amount>',
      }),
    ];
    const [a, b, c, other] = fingerprints(parse(tests).observations);
    expect(b).toBe(a);
    expect(c).toBe(a);
    expect(other).not.toBe(a);
  });

  it.each([
    ['Success', 'pass'],
    ['Failed', 'fail'],
    ['Aborted', 'error'],
    ['Queued', 'skipped'],
  ])('say %s is %s', (testCaseStatus, outcome) => {
    expect(first({ testCaseResult: result({ testCaseStatus }) }).outcome).toBe(
      outcome,
    );
  });

  it.each([
    [
      '<#E::table::pg.shop.public."order.lines">',
      { name: 'order.lines', fqn: 'pg.shop.public."order.lines"' },
      [],
    ],
    [
      '<#E::table::pg.shop.public.a__reserved__colon____reserved__arrow__b::columns::first+name>',
      {
        name: 'a::>b',
        fqn: 'pg.shop.public.a__reserved__colon____reserved__arrow__b',
      },
      ['first name'],
    ],
    ['<#E::table::pg.shop.public.orders::description>', { name: 'orders' }, []],
    ['<#E::table::pg.a::columns::100%25>', { name: 'a' }, ['100%']],
    ['<#E::table::pg.a::columns::100%>', { name: 'a' }, ['100%']],
  ])('find the table in %s', (entityLink, dataset, fields) => {
    expect(first({ entityLink })).toMatchObject({ dataset, fields });
  });

  it('do not guess the table out of the name of the test', () => {
    expect(first({ entityLink: undefined }).dataset).toEqual({
      name: 'unknown dataset',
    });
  });

  it('count the newest of several results, or the last when none has a time', () => {
    const outcomeOf = (...results: object[]) =>
      first({ testCaseResult: undefined, results }).outcome;
    const passed = result({ testCaseStatus: 'Success', timestamp: AT - 1 });
    expect(outcomeOf(result(), passed)).toBe('fail');
    expect(outcomeOf(passed, result())).toBe('fail');
    const untimed = { timestamp: undefined };
    expect(outcomeOf(result(untimed), { ...passed, ...untimed })).toBe('pass');
  });

  it.each([
    [{ severity: 'Severity1' }, 'critical'],
    [{ testCaseResolutionStatus: { severity: 'Severity5' } }, 'low'],
    [{}, 'high'],
  ])('read the severity of %j', (change, severity) => {
    expect(first(change).severity).toBe(severity);
  });

  it('never copy samples of rows', () => {
    const secret = 'ann@example.com';
    const report = parse(
      testCase({
        testCaseResult: result({
          sampleData: secret,
          testResultValue: [{ name: 'min', value: secret }],
        }),
        failedRowsSample: { rows: [[secret]] },
        inspectionQuery: `select '${secret}'`,
      }),
    );
    expect(JSON.stringify(report)).not.toContain(secret);
  });

  it.each([
    ['a test without results', testCase({ testCaseResult: undefined })],
    ['an event of another entity', event({ entityType: 'table' })],
    ['a deletion', event({ eventType: 'entityDeleted' })],
    [
      'a changed description',
      event({
        changeDescription: {
          fieldsUpdated: [{ name: 'description', newValue: 'x' }],
        },
      }),
    ],
  ])('ignore %s', (_name, document) => {
    expect(parse(document)).toMatchObject({
      observations: [],
      ignored: 1,
      errors: [],
    });
  });

  it('report what cannot be used by position and use the rest', () => {
    const report = parse([
      null,
      testCase(),
      testCase({ testCaseResult: result({ testCaseStatus: 'Exploded' }) }),
      testCase({ entityLink: 'orders' }),
      event({ entity: '{"broken' }),
      result(),
    ]);
    expect(report.observations).toMatchObject([{ index: 1 }]);
    expect(report.errors).toMatchObject([
      { index: 0 },
      { index: 2, reason: expect.stringContaining('"Exploded" is none of') },
      { index: 3, reason: expect.stringMatching(/^entityLink: /) },
      { index: 4, reason: expect.stringMatching(/^entity: /) },
      { index: 5, reason: expect.stringMatching(/^name: is missing/) },
    ]);
  });

  it.each([
    [AT, new Date(AT)],
    [AT / 1_000, new Date(AT)],
    [undefined, RECEIVED_AT],
    [1e300, RECEIVED_AT],
  ])('were observed at %p', (timestamp, observedAt) => {
    expect(
      parse(testCase({ testCaseResult: result({ timestamp }) })).run.observedAt,
    ).toEqual(observedAt);
  });

  it.each([
    [null, 'This is nothing'],
    [{}, 'This is no document of OpenMetadata'],
    [{ alerts: [] }, 'looks like a notification of Alertmanager'],
  ])('are not %j', (document, reason) => {
    expect(() => parse(document)).toThrow(reason);
  });

  it('never break the reader, whatever they hold', () => {
    expect(
      survivesMutations(openMetadataSource, [
        [testCase(), event(), event({ entity: testCase() })],
        { testCaseResults: [{ name: 'a', results: [result(), result()] }] },
        { tests: [{ testCases: [testCase()] }] },
      ]),
    ).toBe(true);
  });
});
