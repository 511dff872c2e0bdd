import { digest } from '../runs';

/** Arguments about how to run a check, not what to check. */
const RUNTIME_ARGUMENTS = [
  'batch_id',
  'result_format',
  'catch_exceptions',
  'include_config',
  'meta',
];

const COLUMN_ARGUMENTS = [
  'column',
  'column_A',
  'column_B',
  'column_list',
  'column_set',
];

const MAX_DEPTH = 20;

type Arguments = Record<string, unknown>;

/** The columns an expectation is about. @internal */
export function expectedColumns(kwargs: Arguments): string[] {
  const columns = COLUMN_ARGUMENTS.flatMap(argument => {
    const value = Object.hasOwn(kwargs, argument) ? kwargs[argument] : [];
    const names = [value]
      .flat()
      .filter(
        (column): column is string =>
          typeof column === 'string' && column !== '',
      );
    return isSet(argument) ? names.sort() : names;
  });
  return [...new Set(columns)];
}

/**
 * A name of a check that is the same in every run. The tool's own ids will not do: they may be missing, and where
 * suites are made in code rather than stored every run gives its expectations new ones.
 *
 * @internal
 */
export function checkKeyOf(expectation: {
  suite: string;
  type: string;
  kwargs: Arguments;
}): string {
  const { suite, type, kwargs } = expectation;
  const names = Object.keys(kwargs)
    .filter(name => !RUNTIME_ARGUMENTS.includes(name))
    .sort();
  const meaning = digest(
    names.flatMap(name => [name, meaningOf(name, kwargs[name])]),
  );
  return [suite, type, ...expectedColumns(kwargs), meaning.slice(0, 12)]
    .filter(Boolean)
    .join('.');
}

/** Sets of Python come in another order in every process. */
function isSet(name: string): boolean {
  return name.endsWith('_set');
}

/** Text that is the same for equal arguments, whatever their order in a set. */
function meaningOf(name: string, value: unknown): string {
  return isSet(name) && Array.isArray(value)
    ? `[${value
        .map(item => flat(item, 1))
        .sort()
        .join(',')}]`
    : flat(value, 0);
}

/** Text that is the same for equal values, whatever the order of their keys. */
function flat(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) {
    throw new Error('expectation_config.kwargs: is nested too deeply');
  }
  if (Array.isArray(value)) {
    return `[${value.map(item => flat(item, depth + 1)).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${flat(item, depth + 1)}`);
    return `{${entries.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
