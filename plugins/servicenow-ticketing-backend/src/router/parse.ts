import { InputError } from '@backstage/errors';
import type { z } from 'zod';
import { check } from '../domain/problems/check';

/**
 * Checks a value from outside against its schema.
 *
 * @throws InputError that names every offending field and what is wrong with it.
 */
export function parse<T extends z.ZodType>(
  schema: T,
  value: unknown,
): z.output<T> {
  const checked = check(schema, value);
  if ('data' in checked) {
    return checked.data;
  }
  if (value === undefined) {
    throw new InputError(
      'Invalid request: the body is missing; send JSON with Content-Type: application/json',
    );
  }
  const problems = checked.problems.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
  throw new InputError(`Invalid request: ${problems.join('; ')}`);
}
