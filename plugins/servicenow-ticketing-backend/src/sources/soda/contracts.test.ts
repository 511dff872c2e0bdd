import { survivesMutations } from '../__testUtils__/fuzz';
import { fingerprints, parseWith } from '../__testUtils__/parseWith';
import { sodaSource } from './sodaSource';

const parse = parseWith(sodaSource);

/** A check of a contract, as Soda 4 writes it. */
const check = (change: object = {}) => ({
  identities: { vc1: '5b0e1c2d' },
  checkPath: 'columns.email.checks.missing',
  name: 'No missing values',
  type: 'generic',
  checkType: 'missing',
  definition: 'column: email\nmissing:\n',
  resourceAttributes: [{ name: 'severity', value: 'critical' }],
  location: { filePath: 'contracts/people.yml', line: 9, col: 7 },
  dataSource: 'warehouse',
  datasetPrefix: ['crm', 'public'],
  table: 'people',
  column: 'email',
  outcome: 'fail',
  source: 'soda-contract',
  diagnostics: {
    value: 7,
    fail: { greaterThan: 0 },
    v4: {
      type: 'missing',
      failedRowsCount: 7,
      failedRowsPercent: 0.5,
      datasetRowsTested: 1400,
      checkRowsTested: 1400,
    },
  },
  ...change,
});
const result = (checks: unknown, change: object = {}) => ({
  definitionName: 'warehouse/crm/public/people',
  defaultDataSource: 'warehouse',
  dataTimestamp: '2026-01-31T06:00:00+00:00',
  scanStartTimestamp: '2026-01-31T06:00:00+00:00',
  scanEndTimestamp: '2026-01-31T06:00:09+00:00',
  hasErrors: false,
  hasWarnings: false,
  hasFailures: true,
  checks,
  sourceOwner: 'soda-core',
  contract: { fileId: '1' },
  resultsIngestionMode: 'full',
  ...change,
});
const first = (change: object) =>
  parse(result([check(change)])).observations[0];

describe('results of data contracts of Soda 4', () => {
  it('become observations of a table with its database and schema', () => {
    expect(parse(result([check()]))).toMatchObject({
      run: { observedAt: new Date('2026-01-31T06:00:09Z') },
      observations: [
        {
          checkKey: '5b0e1c2d',
          outcome: 'fail',
          dataset: { name: 'people', fqn: 'crm.public.people' },
          fields: ['email'],
          type: 'missing',
          severity: 'critical',
          count: 7,
          title: 'No missing values',
          message: '7 of 1,400 rows have no email',
        },
      ],
      errors: [],
    });
  });

  it.each([
    [
      { column: undefined, name: 'Schema matches', checkType: 'schema' },
      {
        v4: {
          type: 'schema',
          expected: [
            { name: 'id', type: 'INTEGER' },
            { name: 'email', type: 'VARCHAR(255)' },
            { name: 'born' },
          ],
          actual: [
            { name: 'id', type: 'integer' },
            { name: 'email', type: 'TEXT' },
            { name: 'ssn', type: 'TEXT' },
          ],
        },
      },
      '1 column is missing: born; 1 column is not in the contract: ssn; 1 column is of another type: email',
    ],
    [
      { checkType: 'failed_rows', name: 'Ends after it began' },
      { v4: { type: 'failed_rows', failedRowsCount: 1 } },
      '1 row does not meet Ends after it began',
    ],
    [
      { checkType: 'freshness' },
      {
        value: 90_000_000,
        measure: 'time',
        v4: {
          type: 'freshness',
          actualTimestampUtc: '2026-01-30T05:00:00+00:00',
          expectedTimestampUtc: '2026-01-31T06:00:00+00:00',
        },
      },
      'The newest data is of 2026-01-30T05:00:00+00:00, looked at 2026-01-31T06:00:00+00:00',
    ],
    [
      { checkType: 'row_count', name: 'Row count' },
      {
        value: 3,
        fail: { lessThan: 10, greaterThan: 1000 },
        v4: { type: 'row_count', checkRowsTested: 3 },
      },
      'Row count: found 3, fails when > 1,000 or < 10',
    ],
    [
      { checkType: 'aggregate', name: 'Average age', outcome: 'warn' },
      {
        value: 17.25,
        fail: null,
        warn: { lessThanOrEqual: 18 },
        v4: { type: 'aggregate' },
      },
      'Average age: found 17.25, warns when <= 18',
    ],
  ])('say why a check failed: %j', (change, diagnostics, message) => {
    expect(first({ ...change, diagnostics }).message).toBe(message);
  });

  it('count only what is said of rows', () => {
    const diagnostics = { value: 3, v4: { type: 'row_count' } };
    expect(
      first({ checkType: 'row_count', diagnostics }).count,
    ).toBeUndefined();
  });

  it('know a check by its identity, whatever it found', () => {
    const prints = fingerprints(
      parse(
        result([
          check(),
          check({ outcome: 'pass', diagnostics: null, name: 'Renamed' }),
          check({ identities: { vc1: 'ffffffff' } }),
        ]),
      ).observations,
    );
    expect(prints[1]).toBe(prints[0]);
    expect(prints[2]).not.toBe(prints[0]);
  });

  it('resolve nothing when the contract could not be verified', () => {
    expect(parse(result(null, { hasErrors: true }))).toMatchObject({
      observations: [],
      errors: [],
    });
    expect(first({ outcome: 'unevaluated', diagnostics: null }).outcome).toBe(
      'skipped',
    );
  });

  it('never break the reader, whatever they hold', () => {
    expect(
      survivesMutations(sodaSource, [
        result([check(), check({ outcome: 'pass' })]),
      ]),
    ).toBe(true);
  });
});
