import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** How the datasets of a source are called in the catalog. @internal */
export interface DatasetPattern {
  /** With named groups; tried on the fully qualified name in lower case, without quotes. */
  match: RegExp;
  /** With `{group}` for what a group matched, such as `resource:default/{table}`. */
  entityRef: string;
}

/** Longest name that a pattern is tried on. */
const MAX_NAME_LENGTH = 500;

/**
 * The entity that a pattern names for a dataset; whether there is one is another question.
 *
 * @param name - normalised fully qualified name
 * @internal
 */
export function entityRefByPattern(
  name: string,
  pattern: DatasetPattern,
): string | undefined {
  const groups =
    name.length <= MAX_NAME_LENGTH
      ? pattern.match.exec(name)?.groups
      : undefined;
  if (!groups) {
    return undefined;
  }
  const ref = pattern.entityRef.replace(
    /\{(\w+)\}/g,
    (_, group: string) => groups[group] ?? '',
  );
  try {
    return stringifyEntityRef(parseEntityRef(ref));
  } catch {
    return undefined;
  }
}
