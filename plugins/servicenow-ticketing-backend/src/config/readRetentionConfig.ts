import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { HumanDuration } from '@backstage/types';
import { readDuration } from './readDuration';

const ROOT = 'servicenowTicketing.retention';
/** Fewer runs than these would leave too little to see how a check behaves. */
const LEAST_RUNS = 10;
const MOST_RUNS = 10_000;

/** How long what is over is kept. Ages in milliseconds. @internal */
export interface RetentionSettings {
  /** Archived anomalies without a ticket, since anything last happened to them. */
  archivedAnomalies: number;
  /** Single runs. */
  runs: number;
  /** Newest runs that are kept of each anomaly. */
  runsPerAnomaly: number;
  /** How often an anomaly failed on each day. */
  days: number;
  /** Deliveries that arrived or were given up, with their tries. */
  deliveries: number;
}

/**
 * Reads `servicenowTicketing.retention`.
 *
 * @throws InputError that names the config path and the remedy.
 * @internal
 */
export function readRetentionConfig(config: Config): RetentionSettings {
  const section = config.getOptionalConfig(ROOT);
  const runsPerAnomaly = section?.getOptionalNumber('runsPerAnomaly') ?? 100;
  if (
    !Number.isInteger(runsPerAnomaly) ||
    runsPerAnomaly < LEAST_RUNS ||
    runsPerAnomaly > MOST_RUNS
  ) {
    throw new InputError(
      `${ROOT}.runsPerAnomaly: must be a whole number from ${LEAST_RUNS} to ${MOST_RUNS}`,
    );
  }
  const age = (key: string, fallback: HumanDuration) =>
    readDuration(section, { root: ROOT, key, fallback });
  return {
    archivedAnomalies: age('archivedAnomalies', { days: 365 }),
    runs: age('runs', { days: 90 }),
    runsPerAnomaly,
    days: age('days', { days: 400 }),
    deliveries: age('deliveries', { days: 90 }),
  };
}
