import fc from 'fast-check';
import {
  manifestOf,
  model,
  parseDbt,
  RECEIVED_AT,
  runResults,
} from './__testUtils__/documents';

const ID = 'test.shop.unique_orders_order_id.cd7a7b598a';
const row = (change: object = {}) => ({
  unique_id: ID,
  status: 'fail',
  failures: 17,
  message: 'Got 17 results, configured to fail if != 0',
  ...change,
});
const first = (change: object, args?: object) =>
  parseDbt(runResults([row(change)], args)).observations[0];

describe('dbt run results', () => {
  it.each([
    [17, 17],
    ['17', 17],
    [null, undefined],
    [undefined, undefined],
    ['many', undefined],
    [-1, undefined],
  ])('reads failures %p as %p', (failures, count) => {
    expect(first({ failures })?.count).toBe(count);
  });

  it('reads the count of v1, which is the message', () => {
    expect(first({ failures: undefined, message: 4 })?.count).toBe(4);
    expect(first({ failures: undefined, message: '4' })?.count).toBe(4);
  });

  it.each([
    ['pass', 'pass'],
    ['fail', 'fail'],
    ['warn', 'warn'],
    ['Warn', 'warn'],
    ['error', 'error'],
    ['runtime error', 'error'],
    ['skipped', 'skipped'],
    ['no-op', 'skipped'],
    ['success', 'pass'],
  ])('reads status %s of a test run as %s', (status, outcome) => {
    expect(first({ status })?.outcome).toBe(outcome);
  });

  it.each([
    { which: 'generate' },
    { which: 'compile' },
    { which: 'rpc', rpc_method: 'docs.generate' },
    { which: 'build', empty: true },
  ])('ignores tests of %j, which did not look at data', args => {
    for (const status of ['success', 'pass', 'fail']) {
      const report = parseDbt(runResults([row({ status })], args));
      expect(report).toMatchObject({ observations: [], ignored: 1 });
    }
  });

  it('does not take "success" for a pass when it does not know the command', () => {
    const report = parseDbt(runResults([row({ status: 'success' })], {}));
    expect(report).toMatchObject({ observations: [], ignored: 1 });
  });

  it('ignores what is no data test, even when it failed', () => {
    const ids = ['model.shop.a', 'seed.shop.a', 'snapshot.shop.a'];
    const others = ['unit_test.shop.orders.a', 'operation.shop.hook-0'];
    const rows = [...ids, ...others].map(unique_id =>
      row({ unique_id, status: 'error' }),
    );
    expect(parseDbt(runResults(rows))).toMatchObject({
      observations: [],
      ignored: 5,
    });
  });

  it('says nothing about tests that a partial run leaves out', () => {
    const report = parseDbt({
      run_results: runResults([row()]),
      manifest: manifestOf({ [ID]: {}, 'test.shop.other.0123456789': {} }),
    });
    expect(report.observations).toHaveLength(1);
  });

  it('reports malformed rows by position and uses the others', () => {
    const report = parseDbt(
      runResults([
        null,
        row(),
        { status: 'fail' },
        row({ unique_id: 7 }),
        row({ status: 'exploded' }),
        'text',
      ]),
    );
    expect(report.observations).toMatchObject([{ index: 1, checkKey: ID }]);
    expect(report.errors.map(({ index }) => index)).toEqual([0, 2, 3, 4, 5]);
    expect(report.errors[1].reason).toMatch(/^unique_id: /);
    expect(report.errors[3].reason).toBe(
      'status "exploded" is none of pass, fail, warn, error, skipped',
    );
  });

  it('names a run that has no invocation by its time, else by its results', () => {
    const document = runResults([row()]);
    const metadata = { ...document.metadata, invocation_id: null };
    expect(parseDbt({ ...document, metadata }).run).toEqual({
      id: '2026-01-31T06:00:00Z',
      observedAt: new Date('2026-01-31T06:00:00Z'),
    });
    const bare = parseDbt({ ...document, metadata: {} }).run;
    expect(bare.observedAt).toEqual(RECEIVED_AT);
    expect(parseDbt({ ...document, metadata: {} }).run.id).toBe(bare.id);
    expect(
      parseDbt({
        ...document,
        metadata: {},
        results: [row({ status: 'pass' })],
      }).run.id,
    ).not.toBe(bare.id);
  });
});

describe('what a test is about', () => {
  const nodes = {
    'model.shop.orders': model('orders', { tags: ['pii'] }),
    'model.shop.customers': model('customers'),
  };
  const observe = (test: object, others: object = nodes) =>
    parseDbt({
      run_results: runResults([row()]),
      manifest: manifestOf(
        { ...others, [ID]: { name: 'the test', ...test } },
        {
          'source.shop.raw.events': model('events', {
            alias: undefined,
            identifier: 'events_v1',
          }),
        },
      ),
    }).observations[0];
  const relationship = (kwargs: object) => ({
    depends_on: { nodes: ['model.shop.customers', 'model.shop.orders'] },
    test_metadata: { name: 'relationships', kwargs },
  });

  it('believes attached_node', () => {
    expect(
      observe({
        attached_node: 'model.shop.orders',
        depends_on: { nodes: ['model.shop.customers'] },
      })?.dataset,
    ).toEqual({
      platform: 'snowflake',
      fqn: 'SHOP.PUBLIC.orders',
      name: 'orders',
      nodeId: 'model.shop.orders',
    });
  });

  it('finds the tested one of the two nodes of a relationship', () => {
    const tested = { column_name: 'customer_id', to: "ref('customers')" };
    for (const kwargs of [
      { ...tested, model: "{{ get_where_subquery(ref('orders')) }}" },
      { ...tested, model: '{{ ref("shop", "orders") }}' },
      tested,
    ]) {
      expect(observe(relationship(kwargs))).toMatchObject({
        dataset: { nodeId: 'model.shop.orders' },
        fields: ['customer_id'],
        message:
          '17 rows have a value of customer_id that does not exist in customers',
      });
    }
  });

  it('finds a tested source by its reference', () => {
    expect(
      observe({
        depends_on: { nodes: ['model.shop.orders', 'source.shop.raw.events'] },
        test_metadata: {
          name: 'not_null',
          kwargs: { model: "{{ source('raw', 'events') }}" },
        },
      })?.dataset,
    ).toMatchObject({
      fqn: 'SHOP.PUBLIC.events_v1',
      nodeId: 'source.shop.raw.events',
    });
  });

  it('takes the only node a test depends on', () => {
    expect(
      observe({ depends_on: { nodes: ['model.shop.orders'] } }),
    ).toMatchObject({
      dataset: { nodeId: 'model.shop.orders' },
      tags: ['pii'],
    });
  });

  it('finds a singular test its model by the code, when nothing else says', () => {
    const raw_code = "select * from {{ ref('orders') }} where amount < 0";
    expect(observe({ raw_code })?.dataset.nodeId).toBe('model.shop.orders');
    expect(observe({ raw_code }, {})?.dataset).toEqual({ name: 'orders' });
  });

  it('names a dataset the manifest does not hold by its id', () => {
    expect(
      observe({ attached_node: 'model.other.invoices' })?.dataset,
    ).toMatchObject({ name: 'invoices', nodeId: 'model.other.invoices' });
  });

  it('keeps the quotes of names that hold dots', () => {
    const odd = model('x', {
      schema: 'a.b',
      relation_name: '"SHOP"."a.b"."x"',
    });
    expect(
      observe({ attached_node: 'model.shop.x' }, { 'model.shop.x': odd })
        ?.dataset.fqn,
    ).toBe('"SHOP"."a.b"."x"');
  });

  it('collects the columns of tests over several', () => {
    expect(
      observe({
        column_name: '"Order Id"',
        test_metadata: {
          name: 'unique_combination_of_columns',
          namespace: 'dbt_utils',
          kwargs: { combination_of_columns: ['order_id', 'line', 3] },
        },
      }),
    ).toMatchObject({
      type: 'dbt_utils.unique_combination_of_columns',
      fields: ['Order Id', 'order_id', 'line'],
    });
  });

  it.each([
    ['unique', '17 values of order_id are not unique'],
    ['not_null', '17 rows have no order_id'],
    ['accepted_values', '17 values of order_id are not among those accepted'],
  ])('says in words why %s failed', (name, message) => {
    expect(
      observe({ column_name: 'order_id', test_metadata: { name } })?.message,
    ).toBe(message);
  });

  it("keeps dbt's words when the count is not one of rows", () => {
    expect(
      observe({
        column_name: 'order_id',
        config: { fail_calc: 'max(n)' },
        test_metadata: { name: 'unique' },
      })?.message,
    ).toBe('Got 17 results, configured to fail if != 0');
  });

  it('survives nodes of odd shapes', () => {
    for (const odd of [
      { depends_on: 'x', config: [], test_metadata: 'y', tags: { a: 1 } },
      { depends_on: { nodes: [1] }, attached_node: {}, name: [] },
    ]) {
      expect(observe(odd)).toMatchObject({ title: expect.any(String) });
    }
  });
});

describe('the severity of a failure', () => {
  const severityOf = (
    test: object,
    options: { status?: string; table?: Record<string, 'low'> } = {},
  ) => {
    const [{ severity, sourceSeverity }] = parseDbt(
      {
        run_results: runResults([row({ status: options.status ?? 'fail' })]),
        manifest: manifestOf({ [ID]: test }),
      },
      options.table,
    ).observations;
    return [sourceSeverity, severity];
  };

  it('comes from the test, its configuration and its status', () => {
    expect(severityOf({})).toEqual(['error', 'high']);
    expect(severityOf({ config: { severity: 'ERROR' } })).toEqual([
      'ERROR',
      'high',
    ]);
    expect(severityOf({ config: { severity: 'warn' } })).toEqual([
      'warn',
      'medium',
    ]);
    expect(
      severityOf({ config: { severity: 'error' } }, { status: 'warn' }),
    ).toEqual(['warn', 'medium']);
    expect(severityOf({ meta: { severity: 'Critical' } })).toEqual([
      'Critical',
      'critical',
    ]);
    expect(severityOf({ config: { meta: { severity: 'low' } } })).toEqual([
      'low',
      'low',
    ]);
  });

  it("obeys the source's table, and passes over words nobody knows", () => {
    const table = { error: 'low', p4: 'low' } as const;
    expect(severityOf({}, { table })).toEqual(['error', 'low']);
    expect(severityOf({ meta: { severity: 'P4' } }, { table })).toEqual([
      'P4',
      'low',
    ]);
    expect(severityOf({ meta: { severity: 'constructor' } })).toEqual([
      'error',
      'high',
    ]);
  });
});

describe('dbt source freshness', () => {
  const sources = (...results: object[]) => ({
    metadata: {
      dbt_schema_version: 'https://schemas.getdbt.com/dbt/sources/v3.json',
      generated_at: '2026-01-31T06:00:00Z',
      invocation_id: 'run-2',
    },
    results,
  });
  const stale = {
    unique_id: 'source.shop.raw.events',
    status: 'error',
    max_loaded_at_time_ago_in_s: 108_000,
    criteria: {
      warn_after: { count: 12, period: 'hour' },
      error_after: { count: 1, period: 'day' },
    },
  };

  it('takes "error" for data that is too old, and "runtime error" for a broken check', () => {
    const report = parseDbt(
      sources(
        stale,
        { ...stale, status: 'warn', max_loaded_at_time_ago_in_s: 50_000 },
        { ...stale, status: 'Pass' },
        {
          unique_id: 'source.shop.raw.gone',
          status: 'runtime error',
          error: 'no such table',
        },
      ),
    );
    expect(report.observations).toMatchObject([
      {
        outcome: 'fail',
        severity: 'high',
        type: 'freshness',
        title: 'freshness of raw.events',
        message: 'The newest data is 30 hours old; at most 1 day is allowed',
        dataset: { name: 'events', nodeId: 'source.shop.raw.events' },
      },
      {
        outcome: 'warn',
        severity: 'medium',
        message: 'The newest data is 14 hours old; at most 12 hours is allowed',
      },
      { outcome: 'pass' },
      { outcome: 'error', message: 'no such table' },
    ]);
  });

  it('takes the name of the table from the manifest', () => {
    const [observation] = parseDbt({
      sources: sources(stale),
      manifest: manifestOf({}, { [stale.unique_id]: model('events') }),
    }).observations;
    expect(observation.dataset.fqn).toBe('SHOP.PUBLIC.events');
  });

  it('refuses two kinds of results at once', () => {
    expect(() =>
      parseDbt({ run_results: runResults([]), sources: sources() }),
    ).toThrow('send them one after the other');
  });
});

describe('documents that are not what dbt writes', () => {
  it.each([
    [null, 'This is nothing'],
    [[], 'This is a list'],
    ['text', 'This is a string'],
    [{}, 'This is no document of dbt'],
    [{ manifest: {} }, 'This holds a manifest but no results'],
    [{ run_results: 5 }, 'run_results looks like a number'],
    [runResults({}), 'results must be a list'],
    [
      { results: [{ node: {} }] },
      'This looks like a run_results.json of dbt 0.18 or older',
    ],
    [
      { nodes: {}, sources: {}, errors: null },
      'This looks like a dbt catalog.json',
    ],
  ])('are refused: %j', (document, reason) => {
    expect(() => parseDbt(document)).toThrow(reason);
  });

  it('never break the reader, whatever they hold', () => {
    const value = fc.anything({ withNullPrototype: true, maxDepth: 3 });
    const node = fc.dictionary(
      fc.constantFrom('name', 'config', 'depends_on', 'tags', '__proto__'),
      value,
    );
    fc.assert(
      fc.property(fc.array(value), value, node, (rows, metadata, test) => {
        const document = {
          run_results: {
            ...runResults([
              row(),
              ...rows,
              { unique_id: '__proto__', status: 'fail' },
            ]),
            args: metadata,
          },
          manifest: { ...manifestOf({ [ID]: test }), metadata },
        };
        const report = parseDbt(document);
        expect(
          report.observations.length + report.ignored + report.errors.length,
        ).toBe(rows.length + 2);
      }),
    );
  });

  it('may be nested deeply and hold keys of prototypes', () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const text = `{"results":[{"unique_id":"${ID}","status":"fail","failures":${deep},"__proto__":{"status":"pass"}}],"__proto__":{"x":1}}`;
    expect(parseDbt(JSON.parse(text)).observations).toMatchObject([
      { outcome: 'fail', checkKey: ID },
    ]);
  });
});
