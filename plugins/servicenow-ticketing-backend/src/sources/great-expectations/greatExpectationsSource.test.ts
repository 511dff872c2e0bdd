import { survivesMutations } from '../__testUtils__/fuzz';
import {
  fingerprints,
  parseWith,
  RECEIVED_AT,
} from '../__testUtils__/parseWith';
import { greatExpectationsSource } from './greatExpectationsSource';

const parse = parseWith(greatExpectationsSource);

const expectation = (config: object = {}, result: object = {}) => ({
  success: false,
  expectation_config: {
    type: 'expect_column_values_to_not_be_null',
    kwargs: { column: 'email', batch_id: 'crm-people' },
    meta: {},
    ...config,
  },
  result: {
    element_count: 1200,
    unexpected_count: 7,
    partial_unexpected_list: ['ann@example.com'],
    unexpected_list: ['ann@example.com'],
  },
  exception_info: { raised_exception: false, exception_message: null },
  ...result,
});
const validation = (results: unknown[], meta: object = {}) => ({
  success: false,
  suite_name: 'people_suite',
  results,
  meta: {
    active_batch_definition: {
      datasource_name: 'crm',
      data_asset_name: 'people',
      batch_identifiers: {},
    },
    run_id: { run_name: null, run_time: '2026-01-31T06:00:00+00:00' },
    ...meta,
  },
});
const first = (config?: object, result?: object) =>
  parse(validation([expectation(config, result)])).observations[0];

describe('results of Great Expectations', () => {
  it('become observations', () => {
    expect(parse(validation([expectation()]))).toEqual({
      run: {
        id: expect.stringMatching(/^[0-9a-f]{64}$/),
        observedAt: new Date('2026-01-31T06:00:00Z'),
      },
      observations: [
        {
          index: 0,
          checkKey: expect.stringMatching(
            /^people_suite\.expect_column_values_to_not_be_null\.email\.[0-9a-f]{12}$/,
          ),
          outcome: 'fail',
          dataset: { name: 'people', fqn: 'crm.people' },
          partition: undefined,
          fields: ['email'],
          type: 'expect_column_values_to_not_be_null',
          severity: 'high',
          count: 7,
          title: 'expect_column_values_to_not_be_null (email)',
          message: '7 of 1,200 rows have no email',
          url: undefined,
          tags: [],
        },
      ],
      ignored: 0,
      errors: [],
    });
  });

  it.each([
    [{ success: true }, 'pass'],
    [{ success: false }, 'fail'],
    [{ success: null }, 'skipped'],
  ])('says %j is %s', (result, outcome) => {
    expect(first({}, result).outcome).toBe(outcome);
  });

  it.each([
    { raised_exception: true, exception_message: 'no such table\nat x.py' },
    {
      "('column.max', 'a1', ())": {
        raised_exception: true,
        exception_message: 'no such table',
      },
    },
    {
      raised_exception: false,
      other: { raised_exception: false },
      metric: { raised_exception: true, exception_message: 'no such table' },
    },
  ])('takes an exception for an error of the check: %j', exception_info => {
    expect(first({}, { exception_info })).toMatchObject({
      outcome: 'error',
      message: 'no such table',
      count: undefined,
    });
  });

  it('recognises a check by what it checks, whatever its id and the way it is written', () => {
    const config = {
      type: 'expect_column_values_to_be_between',
      kwargs: { column: 'age', min_value: 0, max_value: 120 },
      id: 'ab52c1',
    };
    const same = {
      type: undefined,
      expectation_type: 'expect_column_values_to_be_between',
      kwargs: {
        max_value: 120,
        min_value: 0,
        column: 'age',
        batch_id: 'other',
        result_format: 'COMPLETE',
      },
    };
    const other = { ...config, kwargs: { ...config.kwargs, max_value: 99 } };
    const { observations } = parse(
      validation([config, same, other].map(one => expectation(one))),
    );
    const [a, b, c] = fingerprints(observations);
    expect(b).toBe(a);
    expect(c).not.toBe(a);
  });

  it('recognises a check whose sets come in another order', () => {
    const keyOf = (type: string, kwargs: object) =>
      first({ type, kwargs }).checkKey;
    for (const [type, argument, isSame] of [
      ['expect_column_values_to_be_in_set', 'value_set', true],
      ['expect_table_columns_to_match_set', 'column_set', true],
      ['expect_table_columns_to_match_ordered_list', 'column_list', false],
    ] as const) {
      const [one, other] = [
        keyOf(type, { [argument]: ['b', 'a', 'c'] }),
        keyOf(type, { [argument]: ['c', 'b', 'a'] }),
      ];
      expect(one === other).toBe(isSame);
      expect(keyOf(type, { [argument]: ['a', 'b'] })).not.toBe(one);
    }
  });

  it('names no more than a few columns in a title', () => {
    const column_set = ['g', 'f', 'e', 'd', 'c', 'b', 'a'];
    expect(
      first({
        type: 'expect_table_columns_to_match_set',
        kwargs: { column_set },
      }).title,
    ).toBe('expect_table_columns_to_match_set (a, b, c, d, e and 2 more)');
  });

  it('says one number where only one is right', () => {
    expect(
      first(
        {
          type: 'expect_table_row_count_to_be_between',
          kwargs: { min_value: 40, max_value: 40 },
        },
        { result: { observed_value: 41 } },
      ).message,
    ).toBe('Observed 41; expected 40');
  });

  it('recognises a check by the name its owner gave it', () => {
    const named = (min_value: string) =>
      first({
        kwargs: { column: 'at', min_value },
        meta: { check_key: 'people-are-fresh' },
      });
    expect(named('2026-01-01').checkKey).toBe('people-are-fresh');
    expect(fingerprints([named('2026-01-01')])).toEqual(
      fingerprints([named('2026-01-02')]),
    );
  });

  it.each([
    [{ meta: { severity: 'Critical' } }, 'Critical', 'critical'],
    [{ severity: 'warning' }, 'warning', 'medium'],
    [{ meta: { severity: 'p9' } }, 'p9', 'high'],
    [{ meta: { severity: 5 } }, undefined, 'high'],
  ])('reads the severity of %j', (config, sourceSeverity, severity) => {
    expect(first(config)).toMatchObject({ severity });
    expect(first(config).sourceSeverity).toBe(sourceSeverity);
  });

  it("obeys the source's severities", () => {
    const [known, unknown] = parse(
      validation([
        expectation({ meta: { severity: 'P1' } }),
        expectation({ kwargs: {} }),
      ]),
      { severity: { p1: 'critical', default: 'low' } },
    ).observations;
    expect(known.severity).toBe('critical');
    expect(unknown.severity).toBe('low');
  });

  it('never copies values out of rows', () => {
    const types = [
      'expect_column_values_to_not_be_null',
      'expect_column_values_to_be_in_set',
      'expect_column_max_to_be_between',
      'expect_column_distinct_values_to_be_in_set',
      'expect_table_row_count_to_be_between',
    ];
    const secret = 'ann@example.com';
    const results = types.map(type =>
      expectation(
        { type },
        {
          result: {
            ...expectation().result,
            observed_value: secret,
            partial_unexpected_counts: [{ value: secret, count: 1 }],
            unexpected_rows: [{ email: secret }],
            details: { value_counts: [{ value: secret }] },
          },
        },
      ),
    );
    expect(JSON.stringify(parse(validation(results)))).not.toContain(secret);
  });

  it.each([
    {
      type: 'expect_table_row_count_to_be_between',
      kwargs: { min_value: 5000 },
      observed_value: 4200,
      message: 'Observed 4,200; expected at least 5,000',
    },
    {
      type: 'expect_table_row_count_to_equal',
      kwargs: { value: 10 },
      observed_value: 12,
      message: 'Observed 12; expected 10',
    },
    {
      type: 'expect_column_mean_to_be_between',
      kwargs: { column: 'age', min_value: 20, max_value: 40 },
      observed_value: 50.5,
      message: 'Observed 50.5; expected 20 to 40',
    },
    {
      type: 'expect_column_max_to_be_between',
      kwargs: { column: 'salary', max_value: 40 },
      observed_value: 50,
      message: 'The data does not meet expect_column_max_to_be_between',
    },
    {
      type: 'expect_column_to_exist',
      kwargs: { column: 'order_total' },
      observed_value: undefined,
      message: 'There is no column order_total',
    },
  ])('says why $type failed', ({ type, kwargs, observed_value, message }) => {
    expect(
      first({ type, kwargs }, { result: { observed_value } }).message,
    ).toBe(message);
  });

  it('reports results that cannot be used by position and uses the others', () => {
    const report = parse(
      validation([
        null,
        expectation(),
        { success: 'no' },
        expectation({ type: undefined }),
        7,
      ]),
    );
    expect(report.observations).toMatchObject([{ index: 1 }]);
    expect(report.errors.map(({ index }) => index)).toEqual([0, 2, 3, 4]);
    expect(report.errors[2].reason).toBe('expectation_config.type: is missing');
  });

  it('takes the time of arrival when a result has none', () => {
    const { run } = parse(validation([expectation()], { run_id: undefined }));
    expect(run.observedAt).toEqual(RECEIVED_AT);
    expect(
      parse(
        validation([expectation()], {
          run_id: 'nightly',
          validation_time: '20260131T060000.123456Z',
        }),
      ).run.observedAt,
    ).toEqual(new Date('2026-01-31T06:00:00.123Z'));
  });
});

describe('the dataset of a validation', () => {
  const datasetOf = (meta: object, kwargs: object = {}) =>
    parse(
      validation([expectation({ kwargs })], {
        active_batch_definition: undefined,
        ...meta,
      }),
    ).observations[0].dataset;

  it.each([
    [
      {
        active_batch_definition: {
          datasource_name: 'pg',
          data_asset_name: 'people',
        },
        batch_spec: { schema_name: 'public', table_name: 'crm_people' },
      },
      { name: 'people', fqn: 'public.crm_people' },
    ],
    [
      {
        active_batch_definition: {
          datasource_name: 'pg',
          data_asset_name: 'shop.public.people',
        },
      },
      { name: 'shop.public.people', fqn: 'shop.public.people' },
    ],
    [
      { batch_kwargs: { table: 'people', schema: 'crm', datasource: 'pg' } },
      { name: 'people', fqn: 'crm.people' },
    ],
    [{ batch_kwargs: { ge_batch_id: '1' } }, { name: 'people_suite' }],
  ])('comes from %j', (meta, dataset) => {
    expect(datasetOf(meta)).toEqual(dataset);
  });

  it('does not take a hash of the data for a name', () => {
    const hash = '8479f9ad9e8961a6bac205d71c08618c';
    expect(datasetOf({}, { batch_id: hash })).toEqual({ name: 'people_suite' });
    expect(datasetOf({}, { batch_id: 'crm-people' }).name).toBe('crm-people');
  });

  it('tells pieces of a dataset apart, but not runs', () => {
    const partition = (batch_parameters: object) =>
      parse(validation([expectation()], { batch_parameters })).observations[0]
        .partition;
    expect(partition({ year: '2026', month: '01' })).toBe('month=01,year=2026');
    expect(partition({ dataframe: '<DATAFRAME>', run: '8f1' })).toBeUndefined();
  });
});

describe('documents of Great Expectations', () => {
  const other = validation([expectation({ kwargs: { column: 'name' } })]);
  const one = validation([expectation()]);
  const key = (name: string) => `ValidationResultIdentifier::${name}/__none__`;

  it.each([
    [{ run_results: { [key('a')]: one, [key('b')]: other } }],
    [
      {
        run_id: { run_name: 'x', run_time: '2026-01-31T06:00:00Z' },
        run_results: {
          [key('a')]: { validation_result: one, actions_results: {} },
          [key('b')]: { validation_result: other },
        },
      },
    ],
    [{ [key('a')]: one, [key('b')]: { validation_result: other } }],
    [[one, other]],
    [{ success: false, validation_results: [one, other] }],
  ])('may hold several validations: case %#', document => {
    expect(parse(document).observations).toMatchObject([
      { index: 0, fields: ['email'] },
      { index: 1, fields: ['name'] },
    ]);
  });

  it('may be those of describe()', () => {
    const described = {
      success: false,
      asset_name: 'crm.people',
      expectations: [
        {
          expectation_type: 'expect_column_values_to_be_unique',
          success: false,
          kwargs: { column: 'id', batch_id: 'crm-people' },
          result: { element_count: 4, unexpected_count: 1 },
        },
      ],
    };
    expect(
      parse({ success: false, validation_results: [described] }).observations,
    ).toMatchObject([
      {
        dataset: { fqn: 'crm.people' },
        message: '1 of 4 rows has an id that is not unique',
      },
    ]);
  });

  it('say which of their validations cannot be used', () => {
    const report = parse({ run_results: { [key('a')]: {}, [key('b')]: one } });
    expect(report.errors).toMatchObject([{ index: 0 }]);
    expect(report.observations).toMatchObject([{ index: 1 }]);
  });

  it.each([
    [null, 'This is nothing'],
    [[], 'This is a list'],
    [{}, 'This is no document of Great Expectations'],
    [{ checks: [], hasErrors: false }, 'looks like a scan result of Soda'],
    [
      {
        metadata: { dbt_schema_version: 'x' },
        results: [{ unique_id: 'test.a' }],
      },
      'looks like a document of dbt',
    ],
  ])('are not %j', (document, reason) => {
    expect(() => parse(document)).toThrow(reason);
  });

  it('never break the reader, whatever they hold', () => {
    expect(
      survivesMutations(greatExpectationsSource, [
        one,
        { run_results: { [key('a')]: { validation_result: one } } },
        { validation_results: [one, { expectations: [expectation()] }] },
      ]),
    ).toBe(true);
  });
});
