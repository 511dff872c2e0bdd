/** Not done: the portal refused the results or did not answer. */
const EXIT_FAILED = 1;
/** Called in a way that cannot work: an option or a file is wrong. */
const EXIT_USAGE = 2;

/** A mistake in how the command was called; its message says what to change. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** The exit code of a command that ended with this error. */
export function exitCodeOf(error: unknown): number {
  return error instanceof UsageError ? EXIT_USAGE : EXIT_FAILED;
}
