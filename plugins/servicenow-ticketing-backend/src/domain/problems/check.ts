import type { z } from 'zod';
import { describeIssue, type DescribeOptions } from './describeIssue';

/** One thing that is wrong with a value from outside. @internal */
export interface Problem {
  /** Where, from the outside in; empty for the value as a whole. */
  path: (string | number)[];
  /** What is wrong and what to write instead, to follow the path: "is missing". */
  message: string;
}

/**
 * Checks a value against its schema, and says in plain words what is wrong with it. Values are never repeated, as
 * they may be secrets; only schemas that know better do so, in messages of their own.
 * @internal
 */
export function check<T extends z.ZodType>(
  schema: T,
  value: unknown,
  options: DescribeOptions = {},
): { data: z.output<T> } | { problems: Problem[] } {
  const result = schema.safeParse(value, {
    error: issue => describeIssue(issue, options),
  });
  return result.success
    ? { data: result.data }
    : { problems: result.error.issues.flatMap(toProblems) };
}

/** One per unknown key, so that every message stands at what it is about. */
function toProblems(issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path.map(key =>
    typeof key === 'symbol' ? String(key) : key,
  );
  switch (issue.code) {
    case 'unrecognized_keys': {
      const messages = issue.message.split('\n');
      return issue.keys.map((key, index) => ({
        path: [...path, key],
        message: messages[index],
      }));
    }
    case 'invalid_key':
      return [{ path, message: issue.issues[0]?.message ?? issue.message }];
    default:
      return [{ path, message: issue.message }];
  }
}
