import type { PreflightCheck } from 'backstage-plugin-servicenow-ticketing-common';
import type { PreflightOptions } from './runPreflight';

/** Clocks that differ by more make times in ServiceNow and here hard to compare. */
const MAX_CLOCK_SKEW = 60_000;

/** Whether ServiceNow's clock and ours agree. */
export function checkClock(
  { client, now }: Pick<PreflightOptions, 'client' | 'now'>,
  remote: Date | undefined,
): PreflightCheck {
  const check = {
    name: 'Clock',
    asked: `Date header of ${client.instanceUrl}`,
  };
  if (!remote) {
    return {
      ...check,
      outcome: 'skipped',
      answer: 'ServiceNow does not tell its time',
      remedy: null,
    };
  }
  const skew = Math.abs(now().getTime() - remote.getTime());
  return skew <= MAX_CLOCK_SKEW
    ? {
        ...check,
        outcome: 'ok',
        answer: 'The clocks agree within a minute',
        remedy: null,
      }
    : {
        ...check,
        outcome: 'warning',
        answer: `The clocks differ by ${Math.round(skew / 1000)} s`,
        remedy:
          'Synchronise the clock of the machine this portal runs on (NTP).',
      };
}
