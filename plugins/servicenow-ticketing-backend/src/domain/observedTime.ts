const EARLIEST = Date.UTC(1990, 0, 1);

/**
 * The time a report counts as: its own, or the time it arrived when its own is missing, no time at all, from
 * before there were such tools, or in the future. A future time would make every later report look late.
 *
 * @internal
 */
export function observedTime(
  reported: Date | undefined,
  receivedAt: Date,
): Date {
  const time = reported?.getTime() ?? NaN;
  return time >= EARLIEST && time <= receivedAt.getTime()
    ? new Date(time)
    : receivedAt;
}
