import { survivesMutations } from '../__testUtils__/fuzz';
import {
  fingerprints,
  parseWith,
  RECEIVED_AT,
} from '../__testUtils__/parseWith';
import { sodaSource } from './sodaSource';

const parse = parseWith(sodaSource);

const check = (change: object = {}) => ({
  identity: 'a1b2c3d4',
  name: 'Every person has an email',
  definition:
    'checks for people:\n  - missing_count(email) = 0:\n      name: Every person has an email\n',
  resourceAttributes: [],
  location: { filePath: 'checks/people.yml', line: 2, col: 5 },
  dataSource: 'crm',
  table: 'people',
  column: 'email',
  outcome: 'fail',
  outcomeReasons: [],
  diagnostics: { blocks: [], value: 7, fail: { greaterThan: 0 } },
  ...change,
});
const scan = (checks: unknown[], change: object = {}) => ({
  definitionName: 'people_daily',
  defaultDataSource: 'crm',
  dataTimestamp: '2026-01-31T00:00:00+00:00',
  scanStartTimestamp: '2026-01-31T06:00:00+00:00',
  scanEndTimestamp: '2026-01-31T06:00:09+00:00',
  hasErrors: false,
  hasWarnings: false,
  hasFailures: true,
  checks,
  logs: [],
  ...change,
});
const first = (change?: object) => parse(scan([check(change)])).observations[0];

describe('scan results of Soda', () => {
  it('become observations', () => {
    expect(parse(scan([check()]))).toEqual({
      run: {
        id: expect.stringMatching(/^[0-9a-f]{64}$/),
        observedAt: new Date('2026-01-31T06:00:09Z'),
      },
      observations: [
        {
          index: 0,
          checkKey: 'a1b2c3d4',
          identity: '["crm","people","email","people.yml","a1b2c3d4"]',
          outcome: 'fail',
          dataset: { name: 'people', fqn: 'crm.people' },
          fields: ['email'],
          type: 'missing_count',
          severity: 'high',
          count: 7,
          title: 'Every person has an email',
          message: 'missing_count(email) = 0: found 7',
          url: undefined,
          tags: [],
        },
      ],
      ignored: 0,
      errors: [],
    });
  });

  it.each([
    ['pass', 'pass'],
    ['PASSED', 'pass'],
    ['warn', 'warn'],
    ['fail', 'fail'],
    [null, 'skipped'],
    [undefined, 'skipped'],
    ['NOT EVALUATED', 'skipped'],
    ['excluded', 'skipped'],
    ['unevaluated', 'skipped'],
    ['error', 'error'],
  ])('says %p is %s', (outcome, expected) => {
    expect(first({ outcome }).outcome).toBe(expected);
  });

  it('resolves nothing with a scan that had errors', () => {
    const broken = { hasErrors: true, hasFailures: false };
    expect(parse(scan([], broken))).toMatchObject({
      observations: [],
      errors: [],
    });
    const outcomes = parse(
      scan(
        ['pass', 'fail', null].map((outcome, index) =>
          check({ outcome, identity: `${index}` }),
        ),
        broken,
      ),
    ).observations.map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['skipped', 'fail', 'error']);
  });

  it("knows a check by its identity and its file's name", () => {
    const at = (filePath: string, change: object = {}) =>
      check({ location: { filePath, line: 9 }, ...change });
    const { observations } = parse(
      scan([
        at('checks/people.yml'),
        at('/srv/run-17/people.yml', { name: 'Renamed', outcome: 'pass' }),
        at('checks/other.yml'),
        at('checks/people.yml', { identity: 'ffffffff' }),
        at('checks/people.yml', { table: 'customers' }),
      ]),
    );
    const [same, moved, ...others] = fingerprints(observations);
    expect(moved).toBe(same);
    expect(new Set([same, ...others]).size).toBe(4);
  });

  it('knows a check without identity by what it says', () => {
    const without = (change: object = {}) =>
      check({ identity: undefined, ...change });
    const [a, b, c] = fingerprints(
      parse(
        scan([
          without(),
          without({ diagnostics: { value: 99 }, outcome: 'warn' }),
          without({ definition: 'checks for people:\n  row_count > 0' }),
        ]),
      ).observations,
    );
    expect(b).toBe(a);
    expect(c).not.toBe(a);
  });

  it.each([
    [{ outcome: 'warn' }, 'warn', 'medium'],
    [
      { resourceAttributes: [{ name: 'Priority', value: 'CRITICAL' }] },
      'CRITICAL',
      'critical',
    ],
    [
      { resourceAttributes: [{ name: 'owner', value: 'critical' }] },
      undefined,
      'high',
    ],
    [
      { resourceAttributes: [null, { name: 'severity', value: 1 }] },
      undefined,
      'high',
    ],
  ])('reads the severity of %j', (change, sourceSeverity, severity) => {
    expect(first(change)).toMatchObject({ severity });
    expect(first(change).sourceSeverity).toBe(sourceSeverity);
  });

  it.each([
    ['checks for people:\n  row_count > 0', 'row_count'],
    ['checks for people:\n  - schema:\n      fail: x', 'schema'],
    ['checks for people:\n  freshness(at) < 1d', 'freshness'],
    ['checks for people:\n  - failed rows:\n      name: x', 'failed rows'],
    ['checks for people:\n  - min(age) between 0 and 9', 'min'],
    ['checks for people:\n  row_count between 1 and 9', 'row_count'],
    [undefined, 'check'],
  ])('takes the type out of %j', (definition, type) => {
    expect(first({ definition }).type).toBe(type);
  });

  it.each([
    [
      { freshness: '3 days, 7:10:41.688689', value: 285_041_688 },
      'missing_count(email) = 0: the newest data is 3 days, 7:10:41 old',
    ],
    [
      {
        missing_column_names: ['a', 'b'],
        present_column_names: ['ssn'],
        column_type_mismatches: { age: {} },
      },
      '2 columns are missing: a, b; 1 column is not allowed: ssn; 1 column is of another type: age',
    ],
    [{ value: 'ann@example.com' }, 'missing_count(email) = 0 does not hold'],
  ])('says why a check failed: %j', (diagnostics, message) => {
    expect(first({ diagnostics }).message).toBe(message);
  });

  it('counts the rows that are wrong, where the check does', () => {
    expect(
      first({
        diagnostics: { value: 1, blocks: [null, { totalFailingRows: 4 }] },
      }).count,
    ).toBe(4);
    const definition = 'checks for people:\n  row_count > 10';
    expect(first({ definition }).count).toBeUndefined();
  });

  it('never copies samples of rows', () => {
    const secret = 'ann@example.com';
    const report = parse(
      scan([
        check({
          diagnostics: {
            value: secret,
            blocks: [{ type: 'csv', text: secret, file: { rows: [[secret]] } }],
            failedRows: [{ email: secret }],
          },
        }),
      ]),
    );
    expect(JSON.stringify(report)).not.toContain(secret);
  });

  it('reports checks that cannot be used by position and uses the others', () => {
    const report = parse(
      scan([
        null,
        check(),
        check({ outcome: 'exploded' }),
        { outcome: 'fail' },
      ]),
    );
    expect(report.observations).toMatchObject([{ index: 1 }]);
    expect(report.errors).toEqual([
      { index: 0, reason: expect.any(String) },
      {
        index: 2,
        reason: 'outcome "exploded" is none of pass, warn, fail, not evaluated',
      },
      { index: 3, reason: expect.stringContaining('name: is missing') },
    ]);
  });

  it('takes the time of arrival when the scan has none', () => {
    const times = {
      scanStartTimestamp: null,
      scanEndTimestamp: 'soon',
      dataTimestamp: undefined,
    };
    expect(parse(scan([], times)).run.observedAt).toEqual(RECEIVED_AT);
  });

  it.each([
    [null, 'This is nothing'],
    [[], 'This is a list'],
    [{ checks: {}, hasErrors: true }, 'Send the scan results'],
    [{ checks: [] }, 'This is no document of Soda'],
    [{ alerts: [] }, 'looks like a notification of Alertmanager'],
  ])('are not %j', (document, reason) => {
    expect(() => parse(document)).toThrow(reason);
  });

  it('never break the reader, whatever they hold', () => {
    expect(
      survivesMutations(sodaSource, [
        scan([check(), check({ outcome: 'pass' })]),
        scan([], { automatedMonitoringChecks: [check()] }),
      ]),
    ).toBe(true);
  });
});
