import type { AnomalyRecovery } from 'backstage-plugin-servicenow-ticketing-common';

/** Days that the median is over. */
export const RECOVERY_DAYS = 30;
/** Weeks that are shown, the current one included. */
export const RECOVERY_WEEKS = 12;

const DAY = 24 * 60 * 60 * 1_000;
const WEEK = 7 * DAY;

/** The Monday before a moment or on it, at midnight UTC. @internal */
export function weekOf(time: Date): Date {
  const midnight = Date.UTC(
    time.getUTCFullYear(),
    time.getUTCMonth(),
    time.getUTCDate(),
  );
  return new Date(midnight - ((time.getUTCDay() + 6) % 7) * DAY);
}

/** From when recoveries are shown. @internal */
export function firstRecoveryWeek(now: Date): Date {
  return new Date(weekOf(now).getTime() - (RECOVERY_WEEKS - 1) * WEEK);
}

/**
 * How long anomalies took to be restored: the median of the last days, and of each week.
 *
 * @internal
 */
export function summarizeRecovery(
  recoveries: { failedAt: Date; restoredAt: Date }[],
  now: Date,
): AnomalyRecovery {
  const since = now.getTime() - RECOVERY_DAYS * DAY;
  const recent = recoveries.filter(
    ({ restoredAt }) => restoredAt.getTime() >= since,
  );
  const first = firstRecoveryWeek(now).getTime();
  return {
    days: RECOVERY_DAYS,
    count: recent.length,
    median_seconds: medianSeconds(recent),
    weeks: Array.from({ length: RECOVERY_WEEKS }, (_, index) => {
      const week = first + index * WEEK;
      const restored = recoveries.filter(
        ({ restoredAt }) => weekOf(restoredAt).getTime() === week,
      );
      return {
        week: new Date(week).toISOString().slice(0, 10),
        count: restored.length,
        median_seconds: medianSeconds(restored),
      };
    }),
  };
}

function medianSeconds(
  recoveries: { failedAt: Date; restoredAt: Date }[],
): number | null {
  if (recoveries.length === 0) {
    return null;
  }
  const seconds = recoveries
    // A clock of a source may be ahead of ours.
    .map(({ failedAt, restoredAt }) =>
      Math.max(0, (restoredAt.getTime() - failedAt.getTime()) / 1_000),
    )
    .sort((a, b) => a - b);
  const middle = seconds.length / 2;
  const median = Number.isInteger(middle)
    ? (seconds[middle - 1] + seconds[middle]) / 2
    : seconds[Math.floor(middle)];
  return Math.round(median);
}
