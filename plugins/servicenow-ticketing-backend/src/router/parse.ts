import { InputError } from '@backstage/errors';
import type { z } from 'zod';

/**
 * Checks a value from outside against its schema.
 *
 * @throws InputError that names every offending field and what is wrong with it.
 */
export function parse<T extends z.ZodType>(
  schema: T,
  value: unknown,
): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) {
    return result.data;
  }
  if (value === undefined) {
    throw new InputError(
      'Invalid request: the body is missing; send JSON with Content-Type: application/json',
    );
  }
  const problems = result.error.issues.map(issue => {
    const field = issue.path.map(String).join('.');
    return field ? `${field}: ${issue.message}` : issue.message;
  });
  throw new InputError(`Invalid request: ${problems.join('; ')}`);
}
