import type { Knex } from 'knex';
import type { DeliveryQueueRow } from '../../tables';
import { isOneOf, valueTable } from '../../valueTable';

/*
 * `delivery_queues` says when to look at the deliveries of a ticket, and nothing more: what is due is decided by the
 * deliveries themselves, so that a time that is too early costs a look and no more. Whoever changes deliveries of a
 * ticket in a way that others may wait for holds its row first (see lockQueues), and refreshes it last.
 */

/** SQL for deliveries of which something is still to happen; the partial index has the same words. @internal */
export const UNSETTLED = 'settled_at IS NULL';

const COLUMNS = {
  ticket_id: 'integer',
  integration_id: 'integer',
  due_at: 'timestamptz',
} as const;

/**
 * Says that there are new deliveries for tickets: look at once, unless something is on its way or waits for its time.
 * What is not changed is held all the same, until the transaction ends.
 * @internal
 */
export function announcement(
  tx: Knex.Transaction,
  queues: DeliveryQueueRow[],
): Knex.Raw {
  const byTicket = new Map(queues.map(queue => [queue.ticket_id, queue]));
  const rows = [...byTicket.values()].sort((a, b) => a.ticket_id - b.ticket_id);
  return tx.raw(
    `insert into delivery_queues (ticket_id, integration_id, due_at)
     select ticket_id, integration_id, due_at from ? where true
     on conflict (ticket_id) do update set due_at = excluded.due_at where delivery_queues.due_at is null`,
    [valueTable(tx, 'announced', { columns: COLUMNS, rows: rows })],
  );
}

/** Holds queues until the transaction ends; waits for whoever holds them. @internal */
export async function lockQueues(
  tx: Knex.Transaction,
  ticketIds: number[],
): Promise<void> {
  await tx('delivery_queues')
    .where(isOneOf(tx, 'ticket_id', ticketIds))
    .orderBy('ticket_id')
    .select('ticket_id')
    .forUpdate();
}

/** Sets the time to look at tickets from what is true of their oldest unsettled delivery. @internal */
export async function refreshQueues(
  tx: Knex.Transaction,
  ticketIds: number[],
): Promise<void> {
  await tx('delivery_queues')
    .where(isOneOf(tx, 'ticket_id', ticketIds))
    .update({
      due_at: tx.raw(`(
        SELECT CASE status
          WHEN 'dead' THEN NULL
          WHEN 'delivering' THEN lease_expires_at
          ELSE COALESCE(next_attempt_at, created_at)
        END
        FROM deliveries
        WHERE deliveries.ticket_id = delivery_queues.ticket_id AND ${UNSETTLED}
        ORDER BY id LIMIT 1
      )`),
    });
}
