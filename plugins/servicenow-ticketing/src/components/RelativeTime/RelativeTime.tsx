import { DateTime } from 'luxon';

const JUST_NOW = 5_000;

/** How long ago a moment was, such as "2 days ago"; `now` and times ahead of it read the same way. */
export function relativeTime(iso: string): string {
  const time = DateTime.fromISO(iso);
  // The clocks of the browser and the backend differ a little: "in 1 second" would only confuse.
  const isNow = Math.abs(time.diffNow().milliseconds) < JUST_NOW;
  return (isNow ? DateTime.now() : time).toRelative() ?? iso;
}

/** The moment in the reader's own time zone and language. */
export function exactTime(iso: string): string {
  return DateTime.fromISO(iso).toLocaleString(
    DateTime.DATETIME_FULL_WITH_SECONDS,
  );
}

/** A time as people say it; the exact one shows on hover. */
export const RelativeTime = ({ value }: { value: string }) => (
  <time dateTime={value} title={exactTime(value)}>
    {relativeTime(value)}
  </time>
);
