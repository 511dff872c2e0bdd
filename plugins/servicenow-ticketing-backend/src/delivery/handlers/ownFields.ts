import type { StoredTicket } from '../../database/TicketStore';

/** Fields as they are to be, without those that somebody changed in ServiceNow: what people set there stays. */
export function ownFields(
  wanted: Record<string, string>,
  {
    ticket,
    valueOf,
  }: {
    ticket: Pick<StoredTicket, 'agreedFields'>;
    /** What ServiceNow has in a field. */
    valueOf: (field: string) => string;
  },
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(wanted).filter(([field]) => {
      const agreed = ticket.agreedFields?.[field];
      return agreed === undefined || agreed === valueOf(field);
    }),
  );
}
