import type { TestNode } from './schemas';

const BUILT_IN = ['unique', 'not_null', 'accepted_values', 'relationships'];
const HASH = /^[0-9a-f]{10}$/;

/** Arguments of well-known packages that name columns. */
const COLUMN_ARGUMENTS = [
  'column_name',
  'combination_of_columns',
  'column_list',
  'column_A',
  'column_B',
];

/** The name of a test: dbt's, or what its id says. @internal */
export function testName(uniqueId: string, test?: TestNode): string {
  const [, , ...rest] = uniqueId.split('.');
  if (rest.length > 1 && HASH.test(rest[rest.length - 1])) {
    rest.pop();
  }
  return test?.name || rest.join('.') || uniqueId;
}

/**
 * What kind of test it is: `unique`, `dbt_utils.recency`, `singular` for a test that is a query of its own.
 * Without the manifest only the built-in kinds can be told by name; others are `test`.
 *
 * @internal
 */
export function testType(uniqueId: string, test?: TestNode): string {
  const metadata = test?.test_metadata;
  if (metadata?.name) {
    return metadata.namespace
      ? `${metadata.namespace}.${metadata.name}`
      : metadata.name;
  }
  const parts = uniqueId.split('.');
  if (!HASH.test(parts[parts.length - 1])) {
    return 'singular';
  }
  const name = testName(uniqueId, test).replace(/^source_/, '');
  return BUILT_IN.find(type => name.startsWith(`${type}_`)) ?? 'test';
}

/** The columns a test looks at. @internal */
export function testedFields(test?: TestNode): string[] {
  const kwargs = test?.test_metadata?.kwargs ?? {};
  const named = COLUMN_ARGUMENTS.flatMap(argument =>
    Object.hasOwn(kwargs, argument) ? kwargs[argument] : [],
  );
  const columns = [test?.column_name, ...named].filter(
    (column): column is string => typeof column === 'string' && column !== '',
  );
  return [...new Set(columns.map(unquote))];
}

function unquote(column: string): string {
  return column.replace(/^(["`])(.*)\1$/, '$2').replace(/^\[(.*)\]$/, '$1');
}
