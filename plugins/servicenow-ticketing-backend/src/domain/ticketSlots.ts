const HOUR_MS = 3_600_000;

/**
 * When tickets that nobody asked for may be made, so that there are never more than `perHour` within an hour. Those
 * that exceed it get a later time, one after the other.
 *
 * `planned` holds the times of the newest ones, at most `perHour` of them, in any order.
 * @internal
 */
export function nextSlots(
  count: number,
  context: { planned: readonly Date[]; perHour: number; now: Date },
): Date[] {
  const { perHour, now } = context;
  const times = context.planned
    .map(time => time.getTime())
    .sort((a, b) => a - b);
  for (let made = 0; made < count; made++) {
    const oldest = times.at(-perHour);
    const free =
      times.length < perHour || oldest === undefined ? 0 : oldest + HOUR_MS;
    times.push(Math.max(now.getTime(), times.at(-1) ?? 0, free));
  }
  return times.slice(times.length - count).map(time => new Date(time));
}
