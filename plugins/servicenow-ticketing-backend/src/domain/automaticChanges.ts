/*
 * Two systems that follow each other can chase each other for ever: a rule in ServiceNow that answers every change with
 * another, a second portal on the same ticket. So a ticket may change an anomaly only so often in a short time; then it
 * is held back for a while, and people are told.
 */

const MOST_CHANGES = 5;
const WITHIN = 10 * 60_000;
const PAUSE = 60 * 60_000;

/** How a change that a ticket wants to make is dealt with. @internal */
export type AutomaticChange =
  /** Done; these are the times to remember. */
  | { kind: 'made'; times: Date[] }
  /** Not done, and from now on none is until then. */
  | { kind: 'tripped'; until: Date }
  /** Not done: held back already. */
  | { kind: 'paused' };

/** Decides whether a ticket may change an anomaly once more. @internal */
export function admitChange(
  link: { times: readonly Date[]; pausedUntil?: Date },
  now: Date,
): AutomaticChange {
  if (link.pausedUntil && link.pausedUntil > now) {
    return { kind: 'paused' };
  }
  const recent = link.times.filter(
    time => now.getTime() - time.getTime() < WITHIN,
  );
  return recent.length < MOST_CHANGES
    ? { kind: 'made', times: [...recent, now] }
    : { kind: 'tripped', until: new Date(now.getTime() + PAUSE) };
}
