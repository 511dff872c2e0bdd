// Nodes of manifest.json: models, sources and tests.
import { createHash } from 'node:crypto';
import { models, sources } from '../project.mjs';

const PROJECT = 'shop';
const DATABASE = 'shop';
const CREATED_AT = 1769061602.1;

export const modelId = name => `model.${PROJECT}.${name}`;
export const relationName = ({ schema, name }) =>
  `"${DATABASE}"."${schema}"."${name}"`;
const lastPart = uniqueId => uniqueId.split('.').at(-1);
const columnsOf = columns =>
  Object.fromEntries(
    Object.entries(columns).map(([name, description]) => [
      name,
      {
        name,
        description,
        meta: {},
        data_type: null,
        constraints: [],
        quote: null,
        tags: [],
      },
    ]),
  );

export function modelNode({
  name,
  schema,
  description,
  tags,
  columns,
  dependsOn,
}) {
  return {
    database: DATABASE,
    schema,
    name,
    resource_type: 'model',
    package_name: PROJECT,
    path: `${schema}/${name}.sql`,
    original_file_path: `models/${schema}/${name}.sql`,
    unique_id: modelId(name),
    fqn: [PROJECT, schema, name],
    alias: name,
    config: {
      enabled: true,
      materialized: 'table',
      tags,
      meta: {},
      group: null,
    },
    tags,
    description,
    columns: columnsOf(columns),
    meta: {},
    group: null,
    patch_path: `${PROJECT}://models/${schema}/_${schema}__models.yml`,
    created_at: CREATED_AT,
    relation_name: relationName({ schema, name }),
    language: 'sql',
    depends_on: { macros: [], nodes: dependsOn },
    access: 'protected',
  };
}

export function sourceNode({
  source,
  name,
  schema,
  description,
  tags,
  columns,
}) {
  return {
    database: DATABASE,
    schema,
    name,
    resource_type: 'source',
    package_name: PROJECT,
    path: 'models/sources.yml',
    original_file_path: 'models/sources.yml',
    unique_id: `source.${PROJECT}.${source}.${name}`,
    fqn: [PROJECT, source, name],
    source_name: source,
    source_description: '',
    loader: '',
    identifier: name,
    loaded_at_field: 'loaded_at',
    freshness: null,
    description,
    columns: columnsOf(columns),
    meta: {},
    source_meta: {},
    tags,
    config: { enabled: true },
    created_at: CREATED_AT,
    relation_name: relationName({ schema, name }),
  };
}

/** The Jinja by which a test names the table it looks at. */
function reference(uniqueId) {
  const parts = uniqueId.split('.');
  return parts[0] === 'source'
    ? `source('${parts[2]}', '${parts[3]}')`
    : `ref('${parts[2]}')`;
}

/** dbt's rule: <package>_<test>_<table>_<arguments joined by two underscores>. */
function genericTestName(spec) {
  const { test, package: from, on, column, values, to, toColumn } = spec;
  const isSource = on.startsWith('source.');
  const table = on
    .split('.')
    .slice(isSource ? 2 : -1)
    .join('_');
  const given = [
    column,
    ...(values ?? []),
    toColumn,
    to && reference(to),
    ...Object.values(spec.arguments ?? {}),
  ]
    .filter(value => value !== undefined)
    .map(value => String(value).replace(/\W+/g, '_'))
    .join('__');
  return [from, isSource && 'source', test, table, given]
    .filter(Boolean)
    .join('_');
}

function testArguments({ column, on, values, to, toColumn, arguments: given }) {
  return {
    ...(column ? { column_name: column } : {}),
    ...(values ? { values } : {}),
    ...(to ? { to: reference(to), field: toColumn } : {}),
    ...given,
    model: `{{ get_where_subquery(${reference(on)}) }}`,
  };
}

/** A generic or singular test of the project. */
export function testNode(spec) {
  const { on, severity = 'error', tags = [], description = '' } = spec;
  const read = [on, ...(spec.to ? [spec.to] : []), ...(spec.alsoReads ?? [])];
  const name = spec.singular ?? genericTestName(spec);
  const hash = createHash('md5').update(name).digest('hex').slice(0, 10);
  const schema = [...models, ...sources].find(
    ({ name: table }) => table === lastPart(on),
  ).schema;
  const common = {
    database: DATABASE,
    schema: 'dbt_test__audit',
    name,
    resource_type: 'test',
    package_name: PROJECT,
    path: `${name}.sql`,
    alias: name,
    config: {
      enabled: true,
      schema: 'dbt_test__audit',
      tags,
      meta: {},
      materialized: 'test',
      severity,
      store_failures: null,
      where: null,
      limit: null,
      fail_calc: 'count(*)',
      warn_if: '!= 0',
      error_if: '!= 0',
    },
    tags,
    description,
    columns: {},
    meta: {},
    group: null,
    created_at: CREATED_AT,
    relation_name: null,
    language: 'sql',
    depends_on: { macros: [], nodes: read },
  };
  if (spec.singular) {
    return {
      ...common,
      original_file_path: `tests/${name}.sql`,
      unique_id: `test.${PROJECT}.${name}`,
      fqn: [PROJECT, name],
      raw_code: spec.sql,
    };
  }
  return {
    ...common,
    original_file_path: on.startsWith('source.')
      ? 'models/sources.yml'
      : `models/${schema}/_${schema}__models.yml`,
    unique_id: `test.${PROJECT}.${name}.${hash}`,
    fqn: [PROJECT, schema, name],
    raw_code: `{{ ${spec.package ? `${spec.package}.` : ''}test_${
      spec.test
    }(**_dbt_generic_test_kwargs) }}`,
    test_metadata: {
      name: spec.test,
      kwargs: testArguments(spec),
      namespace: spec.package ?? null,
    },
    column_name: spec.column ?? null,
    // As in dbt: a test of a source is attached to no node.
    attached_node: on.startsWith('source.') ? null : on,
  };
}
