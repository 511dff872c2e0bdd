import type { Config } from '@backstage/config';
import { readDuration } from './readDuration';

const ROOT = 'servicenowTicketing.healthCheck';

/** How connections are checked without anybody asking. @internal */
export interface HealthCheckSettings {
  enabled: boolean;
  /** Time between two checks, in milliseconds. */
  interval: number;
}

/**
 * Reads `servicenowTicketing.healthCheck`.
 *
 * @throws InputError that names the config path and the remedy.
 * @internal
 */
export function readHealthCheckConfig(config: Config): HealthCheckSettings {
  const section = config.getOptionalConfig(ROOT);
  return {
    enabled: section?.getOptionalBoolean('enabled') ?? true,
    interval: readDuration(section, {
      root: ROOT,
      key: 'interval',
      fallback: { minutes: 5 },
    }),
  };
}
