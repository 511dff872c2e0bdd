import { useMemo, useSyncExternalStore } from 'react';
import { DateTime } from 'luxon';

/** In milliseconds. */
const JUST_NOW = 5_000;
/** How often what people read is brought up to date. */
const TICK = 30_000;

/** How long ago, or how soon, a moment is, such as "2 days ago". */
export function relativeTime(iso: string): string {
  const time = DateTime.fromISO(iso);
  const ahead = time.diffNow().milliseconds;
  // The clocks of browser and backend differ a little: what has just happened must not read "in 1 second".
  const isNow = ahead > -1 && ahead < JUST_NOW;
  return (isNow ? DateTime.now().minus(1) : time).toRelative() ?? iso;
}

/** The moment in the reader's own time zone and language. */
export function exactTime(iso: string): string {
  return DateTime.fromISO(iso).toLocaleString(
    DateTime.DATETIME_FULL_WITH_SECONDS,
  );
}

const listeners = new Set<() => void>();
let ticks = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for all times on the page. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    ticks += 1;
    listeners.forEach(tell => tell());
  }, TICK);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** A time as people say it; the exact one shows on hover. */
export const RelativeTime = ({ value }: { value: string }) => {
  useSyncExternalStore(subscribe, () => ticks);
  const exact = useMemo(() => exactTime(value), [value]);
  return (
    <time dateTime={value} title={exact}>
      {relativeTime(value)}
    </time>
  );
};
