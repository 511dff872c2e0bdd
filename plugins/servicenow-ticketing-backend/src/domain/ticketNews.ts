/** Something in ServiceNow ended a ticket. */
export interface TicketResolved {
  ticketId: number;
  /** What it is called, such as INC0010023. */
  number: string;
  /** Such as Resolved or Closed. */
  stateLabel: string;
  /** User entity ref of who did it from the portal, who need not be told. */
  by?: string;
}

/**
 * Tells people who watch anomalies what became of their tickets. To be called after the commit; costs the caller
 * nothing, and never fails.
 */
export interface TicketNews {
  ticketResolved(ticket: TicketResolved): void;
}
