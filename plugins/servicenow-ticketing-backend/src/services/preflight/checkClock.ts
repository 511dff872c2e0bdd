import type { PreflightCheck } from 'backstage-plugin-servicenow-ticketing-common';
import { ok, skipped, warning, type Subject } from './outcomes';
import type { PreflightOptions } from './types';

/** Clocks that differ by more, in milliseconds, make times in ServiceNow and here hard to compare. */
const MAX_CLOCK_SKEW = 60_000;

/** Whether ServiceNow's clock and ours agree. */
export function checkClock(
  { client, now }: Pick<PreflightOptions, 'client' | 'now'>,
  remote: Date | undefined,
): PreflightCheck {
  const subject: Subject = {
    name: 'Clock',
    asked: `Date header of ${client.instanceUrl}`,
  };
  if (!remote) {
    return skipped(subject, 'ServiceNow does not tell its time');
  }
  const skew = now().getTime() - remote.getTime();
  return Math.abs(skew) <= MAX_CLOCK_SKEW
    ? ok(subject, 'The clocks agree within a minute')
    : warning(subject, {
        answer: `The clock of this portal is ${Math.round(
          Math.abs(skew) / 1000,
        )} s ${skew > 0 ? 'ahead of' : 'behind'} that of ServiceNow`,
        remedy:
          'Synchronise the clock of the machine this portal runs on (NTP).',
      });
}
