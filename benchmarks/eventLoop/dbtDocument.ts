import { createHash } from 'node:crypto';
import { DATASETS } from '../ingest/IngestBench';

const VERSION = 'https://schemas.getdbt.com/dbt';
const COLUMNS = ['id', 'customer_id', 'ordered_at', 'amount', 'currency'];
/** Tests of one model. */
const TESTS_PER_MODEL = 6;
/** Every so many tests one fails. */
const FAILING = 10;

/** What dbt writes about a project whose manifest and results have so many bytes together. */
export function dbtDocument(bytes: number): { text: string; failing: number } {
  const nodes: Record<string, object> = {};
  const results: object[] = [];
  let size = 0;
  let failing = 0;
  for (let model = 0; size < bytes; model++) {
    const id = `model.shop.t${model}`;
    const added: [string, object][] = [[id, modelNode(model)]];
    for (let test = 0; test < TESTS_PER_MODEL; test++) {
      const name = `not_null_t${model}_${
        COLUMNS[test % COLUMNS.length]
      }_${test}`;
      const testId = `test.shop.${name}.${hash(model * 10 + test)}`;
      const isFailing = (model + test) % FAILING === 0;
      failing += isFailing ? 1 : 0;
      added.push([testId, testNode(name, id, COLUMNS[test % COLUMNS.length])]);
      results.push(resultOf(testId, isFailing, model));
      size += JSON.stringify(results[results.length - 1]).length;
    }
    for (const [key, node] of added) {
      nodes[key] = node;
      size += JSON.stringify(node).length + key.length + 6;
    }
  }
  const text = JSON.stringify({
    run_results: {
      metadata: {
        dbt_schema_version: `${VERSION}/run-results/v6.json`,
        generated_at: '2026-01-22T13:22:40Z',
        invocation_id: 'benchmark',
      },
      args: { which: 'build' },
      results,
    },
    manifest: {
      metadata: {
        dbt_schema_version: `${VERSION}/manifest/v12.json`,
        adapter_type: 'snowflake',
      },
      nodes,
      sources: {},
    },
  });
  return { text, failing };
}

function modelNode(model: number): object {
  const name = `t${model % DATASETS}`;
  return {
    resource_type: 'model',
    name: `t${model}`,
    package_name: 'shop',
    path: `marts/t${model}.sql`,
    original_file_path: `models/marts/t${model}.sql`,
    unique_id: `model.shop.t${model}`,
    database: 'sales',
    schema: 'public',
    alias: name,
    relation_name: `sales.public.${name}`,
    tags: ['finance', 'daily'],
    description: prose(model, 60),
    columns: Object.fromEntries(
      COLUMNS.map((column, index) => [
        column,
        {
          name: column,
          description: prose(model + index, 20),
          data_type: 'varchar',
          tags: [],
          meta: {},
        },
      ]),
    ),
    config: { materialized: 'table', tags: ['finance', 'daily'] },
    raw_code: code(model),
    compiled_code: code(model + 1),
    depends_on: { macros: [], nodes: [`model.shop.t${model + 1}`] },
  };
}

function testNode(name: string, model: string, column: string): object {
  return {
    resource_type: 'test',
    name,
    package_name: 'shop',
    attached_node: model,
    column_name: column,
    test_metadata: {
      name: 'not_null',
      kwargs: {
        column_name: column,
        model: `{{ get_where_subquery(ref('${name}')) }}`,
      },
    },
    config: { severity: 'error', fail_calc: 'count(*)', tags: [] },
    depends_on: { macros: ['macro.dbt.test_not_null'], nodes: [model] },
    raw_code: '{{ test_not_null(**_dbt_generic_test_kwargs) }}',
  };
}

function resultOf(id: string, isFailing: boolean, model: number): object {
  return {
    unique_id: id,
    status: isFailing ? 'fail' : 'pass',
    failures: isFailing ? 1 + (model % 900) : 0,
    message: isFailing
      ? `Got ${1 + (model % 900)} results, configured to fail if != 0`
      : null,
    timing: ['compile', 'execute'].map(name => ({
      name,
      started_at: '2026-01-22T13:20:00.123456Z',
      completed_at: '2026-01-22T13:20:01.654321Z',
    })),
    thread_id: `Thread-${model % 8}`,
    execution_time: (model % 1_000) / 100,
    adapter_response: { _message: 'SUCCESS 1', rows_affected: 1 },
    compiled: true,
    compiled_code: `select * from sales.public.t${model} where id is null`,
    relation_name: null,
  };
}

const WORDS =
  'orders of customers with amounts in the currency they were paid in and the day they were shipped'.split(
    ' ',
  );

/** Text that packs about as well as people's does. */
function prose(seed: number, words: number): string {
  return Array.from(
    { length: words },
    (_, index) =>
      `${WORDS[(seed * 7 + index * 13) % WORDS.length]}${hash(
        seed * 641 + index,
      ).slice(0, 4)}`,
  ).join(' ');
}

function code(seed: number): string {
  return `with source as (\n  select * from sales.public.raw_${seed}\n)\nselect\n  ${COLUMNS.map(
    (column, index) =>
      `cast(${column} as varchar) as ${column}_${hash(seed + index)}`,
  ).join(',\n  ')}\nfrom source\n-- ${prose(seed, 40)}`;
}

/** Ten hexadecimal digits that do not pack. */
function hash(number: number): string {
  return createHash('sha1').update(String(number)).digest('hex').slice(0, 10);
}
