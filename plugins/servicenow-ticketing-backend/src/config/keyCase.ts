/*
 * The config is written in camelCase, as all of app-config.yaml is; definitions are snake_case, as the HTTP API is.
 * Names of ServiceNow fields are data, and stay as they are.
 */

type Path = readonly (string | number)[];

/** Where keys are names of ServiceNow fields. */
const DATA_PATHS = ['mapping.templates.fields'];

function isData(parent: Path): boolean {
  return DATA_PATHS.includes(parent.join('.'));
}

/** `close_code` for `closeCode`. @internal */
export function toSnakeCase(key: string): string {
  return key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}

/** `closeCode` for `close_code`. @internal */
export function toCamelCase(key: string): string {
  return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** A path of a definition as the config spells it. @internal */
export function toConfigPath(path: Path): (string | number)[] {
  return path.map((key, index) =>
    typeof key === 'number' || isData(path.slice(0, index))
      ? key
      : toCamelCase(key),
  );
}

/** The definition that a section of the config stands for. @internal */
export function toSnakeCaseKeys(section: unknown): unknown {
  return renameKeys(section, toSnakeCase, []);
}

/** The section of the config that stands for a definition. @internal */
export function toCamelCaseKeys(definition: unknown): unknown {
  return renameKeys(definition, toCamelCase, []);
}

/**
 * The paths of keys that are in snake case where the config wants camelCase. They are refused: what the host knows
 * of visibility, and so what it hides in logs, goes by the names in config.d.ts.
 * @internal
 */
export function snakeCasePathsOf(section: unknown, path: Path = []): Path[] {
  if (Array.isArray(section)) {
    return section.flatMap((inner, index) =>
      snakeCasePathsOf(inner, [...path, index]),
    );
  }
  if (!isObject(section) || isData(path)) {
    return [];
  }
  return Object.entries(section).flatMap(([key, inner]) => [
    ...(key.includes('_') ? [[...path, key]] : []),
    ...snakeCasePathsOf(inner, [...path, key]),
  ]);
}

function renameKeys(
  value: unknown,
  rename: (key: string) => string,
  path: Path,
): unknown {
  if (Array.isArray(value)) {
    return value.map((inner, index) =>
      renameKeys(inner, rename, [...path, index]),
    );
  }
  if (!isObject(value) || isData(path)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      rename(key),
      renameKeys(inner, rename, [...path, key]),
    ]),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
