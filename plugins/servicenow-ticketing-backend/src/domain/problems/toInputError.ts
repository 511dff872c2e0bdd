import { InputError } from '@backstage/errors';
import type { Problem } from './check';

/** The 400 that names everything that is wrong with a request. @internal */
export function toInputError(problems: Problem[]): InputError {
  const lines = problems.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
  return new InputError(`Invalid request: ${lines.join('; ')}`);
}
