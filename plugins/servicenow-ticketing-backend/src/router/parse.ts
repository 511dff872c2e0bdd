import { InputError } from '@backstage/errors';
import type { z } from 'zod';
import { check } from '../domain/problems/check';
import { toInputError } from '../domain/problems/toInputError';

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
  throw toInputError(checked.problems);
}
