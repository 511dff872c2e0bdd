import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';

/** Where a duration stands, and what it is when it is not given. @internal */
export interface DurationKey {
  /** Path of the section, for messages. */
  root: string;
  key: string;
  fallback: HumanDuration;
}

/**
 * Reads a duration such as `8s`, `PT8S` or `{ seconds: 8 }` in milliseconds.
 *
 * @throws InputError that names the config path and the remedy.
 * @internal
 */
export function readDuration(
  section: Config | undefined,
  { root, key, fallback }: DurationKey,
): number {
  const value = durationToMilliseconds(
    section?.has(key) ? read(section, `${root}.${key}`, key) : fallback,
  );
  if (!(value > 0)) {
    throw new InputError(`${root}.${key}: must be longer than nothing`);
  }
  return value;
}

function read(section: Config, path: string, key: string): HumanDuration {
  try {
    return readDurationFromConfig(section, { key });
  } catch (error) {
    throw new InputError(
      `${path}: must be a duration such as 8s, PT8S or { seconds: 8 }`,
      error,
    );
  }
}
