/**
 * Tells open portals what has changed. To be called after the commit, never inside a transaction; costs the caller
 * nothing, and never fails.
 */
export interface ChangeAnnouncer {
  /** `'many'` where nobody wants to count. */
  anomaliesChanged(anomalyIds: Iterable<number> | 'many'): void;
  /** What is known of tickets: everything changed that their anomalies show of them. */
  ticketsChanged(ticketIds: Iterable<number>): void;
  deliveriesChanged(): void;
}
