import type { Knex } from 'knex';
import { toStoredDelivery, type StoredDelivery } from '../../deliveryRows';
import type { DeliveryRow } from '../../tables';

/*
 * Claiming is one statement, so that it is all or nothing in both databases. A delivery may be claimed when it is
 * due, or when the claim of somebody who did not come back has run out, and when no older delivery of its ticket
 * is unsettled: a dead one holds up its successors, because what they say builds on it.
 *
 * On PostgreSQL rows that another process is just claiming are skipped instead of waited for. SQLite has one
 * writer at a time and needs no locks.
 */

const DUE = `
  (
    (status IN ('pending', 'retrying') AND (next_attempt_at IS NULL OR next_attempt_at <= :now))
    OR (status = 'delivering' AND lease_expires_at <= :now)
  )
  AND NOT EXISTS (
    SELECT 1 FROM deliveries AS earlier
    WHERE earlier.ticket_id = deliveries.ticket_id
      AND earlier.id < deliveries.id
      AND earlier.status IN ('pending', 'retrying', 'delivering', 'dead')
  )`;

const CLAIM = `
  UPDATE deliveries
  SET status = 'delivering', attempts = attempts + 1, claim_token = :token,
      lease_expires_at = :leaseUntil, next_attempt_at = NULL`;

function statement(options: { onlyId: boolean; skipLocked: boolean }): string {
  const due = `
    SELECT id FROM deliveries
    WHERE ${options.onlyId ? 'id = :id AND' : ''} ${DUE}
    ORDER BY id LIMIT :limit`;
  return options.skipLocked
    ? `WITH due AS MATERIALIZED (${due} FOR UPDATE SKIP LOCKED)
       ${CLAIM} FROM due WHERE deliveries.id = due.id RETURNING deliveries.*`
    : `${CLAIM} WHERE id IN (${due}) RETURNING *`;
}

/**
 * Claims deliveries that are due, oldest first, at most `limit`; or one of them by its id.
 * @internal
 */
export async function claimDeliveries(options: {
  knex: Knex;
  now: Date;
  leaseUntil: Date;
  token: string;
  limit: number;
  id?: number;
}): Promise<StoredDelivery[]> {
  const { knex, now, leaseUntil, token, limit, id } = options;
  const isPostgres = knex.client.config.client === 'pg';
  const result = await knex.raw(
    statement({ onlyId: id !== undefined, skipLocked: isPostgres }),
    { now, leaseUntil, token, limit, ...(id === undefined ? {} : { id }) },
  );
  const rows: DeliveryRow[] = isPostgres ? result.rows : result;
  return rows.map(toStoredDelivery).sort((a, b) => a.id - b.id);
}
