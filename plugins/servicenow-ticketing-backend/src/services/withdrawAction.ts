import type { Knex } from 'knex';
import type { DeliveryStore } from '../database/DeliveryStore';
import type { TicketStore } from '../database/TicketStore';

/**
 * Takes back what a person wanted to do with a ticket and ServiceNow refused: they are told at once, and what comes
 * after must not wait for it. Does nothing when it is being tried again just now, or has been done after all.
 */
export async function withdrawAction(options: {
  knex: Knex;
  tickets: TicketStore;
  deliveries: DeliveryStore;
  id: number;
  ticketId: number;
  now: Date;
}): Promise<void> {
  const { knex, tickets, deliveries, id, ticketId, now } = options;
  await knex.transaction(async tx => {
    await tickets.lock(tx, [ticketId]);
    await deliveries.lock(tx, ticketId);
    const row = await tx('deliveries').where({ id }).forUpdate().first();
    if (row?.status !== 'dead' && row?.status !== 'retrying') {
      return;
    }
    await deliveries.discard(tx, { id }, now);
    if (row.activity_id !== null) {
      await tx('deliveries').where({ id }).update({ activity_id: null });
      await tx('activities').where({ id: row.activity_id }).delete();
    }
  });
}
