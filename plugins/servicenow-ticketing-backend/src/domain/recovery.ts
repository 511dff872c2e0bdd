/** An incident that was resolved. @internal */
export interface Restored {
  openedAt: Date;
  resolvedAt: Date;
}

/** Times to restore of several incidents; in seconds. @internal */
export interface RecoveryStatistics {
  count: number;
  mean?: number;
  median?: number;
}

const DAY = 24 * 3600_000;
const WEEK = 7 * DAY;
const MONDAY = 1;

/** Midnight in UTC of the Monday before or at a moment. @internal */
export function weekOf(at: Date): Date {
  const day = new Date(
    Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()),
  );
  const sinceMonday = (day.getUTCDay() - MONDAY + 7) % 7;
  return new Date(day.getTime() - sinceMonday * DAY);
}

/** When the first of so many weeks began, of which the last is not over. @internal */
export function firstWeek(weeks: number, now: Date): Date {
  return new Date(weekOf(now).getTime() - (weeks - 1) * WEEK);
}

/** Mean and median of the time from opened to resolved. @internal */
export function statisticsOf(
  incidents: readonly Restored[],
): RecoveryStatistics {
  const seconds = incidents
    .map(
      ({ openedAt, resolvedAt }) =>
        (resolvedAt.getTime() - openedAt.getTime()) / 1000,
    )
    // Clocks differ, and people date things back: less than nothing is no time.
    .map(duration => Math.max(0, duration))
    .sort((a, b) => a - b);
  if (seconds.length === 0) {
    return { count: 0 };
  }
  const middle = Math.floor(seconds.length / 2);
  return {
    count: seconds.length,
    mean: seconds.reduce((sum, one) => sum + one, 0) / seconds.length,
    median:
      seconds.length % 2 === 1
        ? seconds[middle]
        : (seconds[middle - 1] + seconds[middle]) / 2,
  };
}

/** The statistics of each week, oldest first, by when incidents were resolved; weeks without any included. @internal */
export function recoveryByWeek(
  incidents: readonly Restored[],
  period: { weeks: number; now: Date },
): ({ week: Date } & RecoveryStatistics)[] {
  const first = firstWeek(period.weeks, period.now).getTime();
  return Array.from({ length: period.weeks }, (_, index) => {
    const begin = first + index * WEEK;
    return {
      week: new Date(begin),
      ...statisticsOf(
        incidents.filter(
          ({ resolvedAt }) =>
            resolvedAt.getTime() >= begin &&
            resolvedAt.getTime() < begin + WEEK,
        ),
      ),
    };
  });
}
