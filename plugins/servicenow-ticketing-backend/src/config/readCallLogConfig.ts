import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readDuration } from './readDuration';

const ROOT = 'servicenowTicketing.callLog';
const MAX_KEPT_CALLS = 100_000;

/** What is kept of the calls to ServiceNow. @internal */
export interface CallLogSettings {
  enabled: boolean;
  /** Newest calls that are kept of each integration. */
  keep: number;
  /** Age in milliseconds at which calls are removed. */
  maxAge: number;
}

/**
 * Reads `servicenowTicketing.callLog`.
 *
 * @throws InputError that names the config path and the remedy.
 * @internal
 */
export function readCallLogConfig(config: Config): CallLogSettings {
  const section = config.getOptionalConfig(ROOT);
  const keep = section?.getOptionalNumber('keep') ?? 1_000;
  if (!Number.isInteger(keep) || keep < 1 || keep > MAX_KEPT_CALLS) {
    throw new InputError(
      `${ROOT}.keep: must be a whole number from 1 to ${MAX_KEPT_CALLS}. To keep no calls at all, set ${ROOT}.enabled to false.`,
    );
  }
  return {
    enabled: section?.getOptionalBoolean('enabled') ?? true,
    keep,
    maxAge: readDuration(section, {
      root: ROOT,
      key: 'maxAge',
      fallback: { days: 7 },
    }),
  };
}
