import type { Knex } from 'knex';
import type { DeliveryStore } from '../database/DeliveryStore';
import type { TicketLinkStore } from '../database/TicketLinkStore';
import type { TicketStore } from '../database/TicketStore';

/**
 * Takes back a ticket that ServiceNow refused to make: its link, its deliveries and the entry in the timeline, in
 * one transaction. Does nothing when it is being tried again just now, or has been made after all.
 */
export async function withdrawTicket(options: {
  knex: Knex;
  tickets: TicketStore;
  links: TicketLinkStore;
  deliveries: DeliveryStore;
  /** The delivery that was to create it. */
  id: number;
  ticketId: number;
}): Promise<void> {
  const { knex, tickets, links, deliveries, id, ticketId } = options;
  await knex.transaction(async tx => {
    await tickets.lock(tx, [ticketId]);
    await deliveries.lock(tx, ticketId);
    const creation = await tx('deliveries').where({ id }).forUpdate().first();
    if (creation?.status !== 'dead' && creation?.status !== 'retrying') {
      return;
    }
    await deliveries.deleteByTicket(tx, ticketId);
    await links.deleteByTicket(tx, ticketId);
    await tickets.delete(tx, ticketId);
    if (creation.activity_id !== null) {
      await tx('activities').where({ id: creation.activity_id }).delete();
    }
  });
}
