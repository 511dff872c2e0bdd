import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { HumanDuration } from '@backstage/types';
import { readDuration } from './readDuration';

const ROOT = 'servicenowTicketing.delivery';
const MAX_CONCURRENCY = 100;

/** How changes travel to ServiceNow. Times in milliseconds. @internal */
export interface DeliverySettings {
  /** How long a request that creates a ticket waits for ServiceNow. */
  interactiveTimeout: number;
  /** How long one call to ServiceNow may take. */
  requestTimeout: number;
  /** How many deliveries are on their way at once, per backend process. */
  concurrency: number;
  /** How often to look for work that nobody announced. */
  pollInterval: number;
  /** Wait after the first failed try. */
  initialBackoff: number;
  /** Longest wait between two tries. */
  maxBackoff: number;
  /** How long a delivery may keep failing, from its first try on, before it is given up. */
  giveUpAfter: number;
  /** Whether notes of a ticket that wait one after the other travel in one call. */
  combineNotes: boolean;
  /** How long ServiceNow may go on with a call whose answer nobody saw. */
  transactionTimeout: number;
}

/**
 * Reads `servicenowTicketing.delivery`.
 *
 * @throws InputError that names the config path and the remedy.
 * @internal
 */
export function readDeliveryConfig(config: Config): DeliverySettings {
  const section = config.getOptionalConfig(ROOT);
  const duration = (key: string, fallback: HumanDuration) =>
    readDuration(section, { root: ROOT, key, fallback });

  const concurrency = section?.getOptionalNumber('concurrency') ?? 8;
  if (
    !Number.isInteger(concurrency) ||
    concurrency < 1 ||
    concurrency > MAX_CONCURRENCY
  ) {
    throw new InputError(
      `${ROOT}.concurrency: must be a whole number from 1 to ${MAX_CONCURRENCY}`,
    );
  }
  return {
    interactiveTimeout: duration('interactiveTimeout', { seconds: 8 }),
    requestTimeout: duration('requestTimeout', { seconds: 30 }),
    concurrency,
    pollInterval: duration('pollInterval', { seconds: 5 }),
    initialBackoff: duration('initialBackoff', { seconds: 2 }),
    maxBackoff: duration('maxBackoff', { minutes: 10 }),
    giveUpAfter: duration('giveUpAfter', { days: 3 }),
    combineNotes: section?.getOptionalBoolean('combineNotes') ?? true,
    transactionTimeout: duration('transactionTimeout', { seconds: 90 }),
  };
}
