import type { Knex } from 'knex';
import type { NewDelivery } from '../../deliveryRows';
import { isPostgres } from '../../isPostgres';
import { rowsOf, valueTable } from '../../valueTable';
import { announcement } from './queues';

const COLUMNS = {
  integration_id: 'integer',
  ticket_id: 'integer',
  anomaly_id: 'integer',
  link_id: 'integer',
  activity_id: 'integer',
  kind: 'text',
  payload: 'text',
  status: 'text',
  attempts: 'integer',
  created_by: 'text',
  created_at: 'timestamptz',
  next_attempt_at: 'timestamptz',
  last_error: 'text',
} as const;

/**
 * Writes deliveries in the order of their ids, has their tickets looked at, and returns the ids. PostgreSQL does it
 * with one statement, as somebody's transaction waits for it.
 * @internal
 */
export async function insertDeliveries(
  tx: Knex.Transaction,
  deliveries: NewDelivery[],
): Promise<number[]> {
  const names = Object.keys(COLUMNS).join(', ');
  const insertion = tx.raw(
    `insert into deliveries (${names}) select ${names} from ? returning id`,
    [
      valueTable(tx, 'wanted', {
        columns: COLUMNS,
        rows: deliveries.map(toNewRow),
      }),
    ],
  );
  const announcing = announcement(
    tx,
    deliveries.map(delivery => ({
      ticket_id: delivery.ticketId,
      integration_id: delivery.integrationId,
      due_at: delivery.wait?.until ?? delivery.at,
    })),
  );
  const written = isPostgres(tx)
    ? await rowsOf<{ id: number }>(
        tx,
        tx.raw('with added as (?), announced as (?) select id from added', [
          insertion,
          announcing,
        ]),
      )
    : await rowsOf<{ id: number }>(tx, insertion);
  if (!isPostgres(tx)) {
    await announcing;
  }
  // Ids are given out in the order of the rows; the answer may come in another.
  return written.map(({ id }) => id).sort((one, other) => one - other);
}

function toNewRow(
  delivery: NewDelivery,
): Record<keyof typeof COLUMNS, unknown> {
  return {
    integration_id: delivery.integrationId,
    ticket_id: delivery.ticketId,
    anomaly_id: delivery.anomalyId,
    link_id: delivery.linkId ?? null,
    activity_id: delivery.activityId ?? null,
    kind: delivery.kind,
    payload: JSON.stringify(delivery.payload),
    status: 'pending',
    attempts: 0,
    created_by: delivery.createdBy,
    created_at: delivery.at,
    next_attempt_at: delivery.wait?.until ?? null,
    last_error: delivery.wait?.because ?? null,
  };
}
