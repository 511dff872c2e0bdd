import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readDuration } from './readDuration';

const ROOT = 'servicenowTicketing.matching';
/** Every dataset is looked at each time. */
const SHORTEST_MS = 30_000;

/** When anomalies are matched to the catalog anew. @internal */
export interface MatchingSettings {
  /** Milliseconds between two times. */
  interval: number;
  /** Events of the host that say that entities have changed. */
  eventTopics: string[];
}

/**
 * Reads `servicenowTicketing.matching`.
 *
 * @throws InputError that names the config path and the remedy.
 * @internal
 */
export function readMatchingConfig(config: Config): MatchingSettings {
  const section = config.getOptionalConfig(ROOT);
  const interval = readDuration(section, {
    root: ROOT,
    key: 'interval',
    fallback: { minutes: 10 },
  });
  if (interval < SHORTEST_MS) {
    throw new InputError(`${ROOT}.interval: must be at least 30 seconds`);
  }
  return {
    interval,
    eventTopics: section?.getOptionalStringArray('eventTopics') ?? [],
  };
}
