/** How far a ticket has come, for colour and order only; ServiceNow's own word is what people read. */
export type TicketPhase = 'new' | 'working' | 'paused' | 'done' | 'unknown';

const PHASES: Record<string, TicketPhase> = {
  '1': 'new',
  '2': 'working',
  '3': 'paused',
  '6': 'done',
  '7': 'done',
  '8': 'done',
};

const DONE_WORDS = /resolved|closed|cancell?ed/i;

/** From the raw state of a linked ticket; by its label when the table has other states. */
export function phaseOf(ticket: {
  state?: string | null;
  status: string | null;
}): TicketPhase {
  const known = ticket.state ? PHASES[ticket.state] : undefined;
  if (known) {
    return known;
  }
  return ticket.status && DONE_WORDS.test(ticket.status) ? 'done' : 'unknown';
}

/** Whether somebody may still be working on the ticket. */
export function isOpenTicket(ticket: {
  state?: string | null;
  status: string | null;
}): boolean {
  return phaseOf(ticket) !== 'done';
}
