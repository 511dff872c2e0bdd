import type { Config } from '@backstage/config';
import type { HumanDuration } from '@backstage/types';
import { readDuration } from './readDuration';

const ROOT = 'servicenowTicketing.inbound';

/** How ServiceNow is asked for changes. Times in milliseconds. @internal */
export interface InboundTiming {
  /** Whether ServiceNow is asked for changes at all. */
  enabled: boolean;
  /** Age at which what is known of a ticket is compared with ServiceNow anyway. */
  reconcileInterval: number;
  /** Time between two looks for tickets of that age; each compares a part of them. */
  reconcileEvery: number;
  push: {
    /** Shortest time between two polls that calls of ServiceNow cause. */
    minInterval: number;
  };
}

/**
 * Reads `servicenowTicketing.inbound`.
 *
 * @throws InputError that names the config path and the remedy.
 * @internal
 */
export function readInboundConfig(config: Config): InboundTiming {
  const section = config.getOptionalConfig(ROOT);
  const duration = (key: string, fallback: HumanDuration) =>
    readDuration(section, { root: ROOT, key, fallback });
  return {
    enabled: section?.getOptionalBoolean('enabled') ?? true,
    reconcileInterval: duration('reconcileInterval', { hours: 24 }),
    reconcileEvery: duration('reconcileEvery', { minutes: 10 }),
    push: {
      minInterval: readDuration(section?.getOptionalConfig('push'), {
        root: `${ROOT}.push`,
        key: 'minInterval',
        fallback: { seconds: 2 },
      }),
    },
  };
}
