import type { z } from 'zod';
import { nearestOf } from './nearestOf';
import { formatOf, limitOf, oneOf, typeOf } from './words';

/** How to speak to whoever wrote the value. @internal */
export interface DescribeOptions {
  /** The remedy for texts that are missing or empty. */
  whenMissing?: string;
  /** How keys are spelled there; as in the schema unless given. */
  spell?: (key: string) => string;
}

type Issue = z.core.$ZodRawIssue;

/** More keys than these are not listed. */
const MAX_LISTED_KEYS = 8;

/**
 * What is wrong and what to write instead, to follow the path of the value. Several unknown keys get a line each.
 * @internal
 */
export function describeIssue(issue: Issue, options: DescribeOptions): string {
  switch (issue.code) {
    case 'invalid_type':
      return isMissing(issue.input)
        ? missing(issue, options)
        : wrongType(issue.expected, issue.input);
    case 'invalid_value':
      return isMissing(issue.input)
        ? `is missing. It must be ${oneOf(issue.values)}.`
        : `must be ${oneOf(issue.values)}`;
    case 'invalid_union':
      return describeUnion(issue, options);
    case 'unrecognized_keys':
      return issue.keys
        .map(key => unknownKey(key, knownKeysOf(issue.inst), options))
        .join('\n');
    case 'too_small':
      return issue.origin === 'string' && issue.input === ''
        ? sentences('must not be empty', options.whenMissing)
        : `must ${limitOf(issue.origin, 'at least', issue.minimum)}`;
    case 'too_big':
      return `must ${limitOf(issue.origin, 'at most', issue.maximum)}`;
    case 'invalid_format':
      return `must be ${formatOf(issue.format)}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_key':
      return 'is no valid key';
    case 'invalid_element':
    case 'custom':
    default:
      return 'is not valid';
  }
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || Number.isNaN(value);
}

function missing(
  issue: Extract<Issue, { code: 'invalid_type' }>,
  options: DescribeOptions,
): string {
  if (Number.isNaN(issue.input)) {
    // What zod makes of anything but a number where it converts.
    return 'must be a number';
  }
  const kinds = kindsOf(issue.inst);
  if (kinds) {
    return `is missing. Its ${spelled(kinds.key, options)} must be ${oneOf(
      kinds.values,
    )}.`;
  }
  return issue.expected === 'string'
    ? sentences('is missing or empty', options.whenMissing)
    : 'is missing';
}

function wrongType(expected: string, value: unknown): string {
  const base = `must be ${typeOf(expected)}`;
  const isPlain = typeof value === 'number' || typeof value === 'boolean';
  return expected === 'string' && isPlain
    ? `${base}, but is ${typeOf(typeof value)}. Put it into quotes.`
    : base;
}

function describeUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  options: DescribeOptions,
): string {
  const kinds = kindsOf(issue.inst);
  if (kinds) {
    const given = (issue.input as Record<string, unknown>)[kinds.key];
    const what = isMissing(given) ? 'is missing' : 'is not known';
    return `${what}. It must be ${oneOf(kinds.values)}.`;
  }
  if (isMissing(issue.input)) {
    return sentences('is missing or empty', options.whenMissing);
  }
  const members = issue.errors
    .flat()
    .map(each =>
      each.code === 'invalid_type'
        ? typeOf(each.expected)
        : each.message.replace(/^must be /, ''),
    );
  return `must be ${[...new Set(members)].join(' or ')}`;
}

/** The key that tells the members of a union apart, and what it may say. */
function kindsOf(
  schema: Issue['inst'],
): { key: string; values: unknown[] } | undefined {
  const union = schema?._zod.def as
    | Partial<z.core.$ZodDiscriminatedUnionDef>
    | undefined;
  const key = union?.discriminator;
  return key === undefined
    ? undefined
    : {
        key,
        values: (union?.options ?? []).flatMap(option => [
          ...(option._zod.propValues?.[key] ?? []),
        ]),
      };
}

function knownKeysOf(schema: Issue['inst']): string[] {
  const object = schema?._zod.def as Partial<z.core.$ZodObjectDef> | undefined;
  return Object.keys(object?.shape ?? {});
}

function unknownKey(
  key: string,
  known: string[],
  options: DescribeOptions,
): string {
  const nearest = nearestOf(key, known);
  if (nearest !== undefined) {
    return `is not known. Did you mean ${spelled(nearest, options)}?`;
  }
  return known.length > MAX_LISTED_KEYS
    ? 'is not known'
    : `is not known. Known here: ${known
        .map(each => spelled(each, options))
        .join(', ')}.`;
}

function spelled(key: string, { spell }: DescribeOptions): string {
  return spell ? spell(key) : key;
}

function sentences(first: string, second: string | undefined): string {
  return second === undefined ? first : `${first}. ${second}`;
}
