import type { StoredTicket } from '../../database/TicketStore';
import type { RecordKey } from '../../servicenow/TableApi';
import { ServiceNowError } from '../../servicenow/ServiceNowError';

/** The record of a ticket that ServiceNow has made. */
export function recordOf(ticket: StoredTicket): RecordKey {
  if (!ticket.sysId) {
    throw new ServiceNowError({
      kind: 'NotFound',
      what: 'The ticket was never created in ServiceNow',
      remedy: 'Discard this change, and create the ticket anew.',
      retryable: false,
    });
  }
  return { table: ticket.table, sysId: ticket.sysId };
}
