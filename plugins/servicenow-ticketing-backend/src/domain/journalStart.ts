import type { RemoteTicket } from './remoteTicket';

/** Clocks of the portal and of ServiceNow are taken to differ by less. */
const CLOCK_SKEW = 60_000;
const SECOND = 1_000;

/**
 * From when on journal entries of a ticket that is just being linked are news. ServiceNow's times have seconds: what
 * was written in the second of its last change is known, unless that second is not over yet.
 * @internal
 */
export function journalStart(
  remote: Pick<RemoteTicket, 'updatedAt'>,
  now: Date,
): Date {
  const { updatedAt } = remote;
  if (!updatedAt) {
    return now;
  }
  const isOver = now.getTime() - updatedAt.getTime() > CLOCK_SKEW;
  return isOver ? new Date(updatedAt.getTime() + SECOND) : updatedAt;
}
