import type { Knex } from 'knex';
import type { RemoteTicket } from '../../../domain/remoteTicket';
import { TicketStore } from '../../TicketStore';
import type { StoredDelivery } from '../../deliveryRows';
import type { DeliveryAttemptRow, DeliveryRow } from '../../tables';

/** How a try ended. Times in milliseconds. @internal */
export type AttemptResult = { startedAt: Date; duration: number } & (
  | { outcome: 'delivered'; remote?: RemoteTicket }
  | { outcome: 'retry'; error: string; nextAttemptAt: Date }
  | { outcome: 'refused'; error: string }
);

/**
 * Writes how a try ended, all of it in one transaction: the delivery, the try, and what ServiceNow said of the
 * ticket. The claim token guards it: `false` means the lease was lost and somebody else has taken over, so nothing
 * is written.
 * @internal
 */
export async function settleDelivery(options: {
  knex: Knex;
  delivery: StoredDelivery;
  result: AttemptResult;
  now: Date;
}): Promise<boolean> {
  const { knex, delivery, result, now } = options;
  return knex.transaction(async tx => {
    const settled = await tx('deliveries')
      .where({
        id: delivery.id,
        status: 'delivering',
        claim_token: delivery.claimToken,
      })
      .update({
        claim_token: null,
        lease_expires_at: null,
        ...statusColumns(result, now),
      });
    if (settled === 0) {
      return false;
    }
    await tx('delivery_attempts').insert(attemptRow(delivery, result));
    if (result.outcome === 'delivered' && result.remote) {
      await new TicketStore({ knex }).applyRemote(tx, {
        id: delivery.ticketId,
        integrationId: delivery.integrationId,
        remote: result.remote,
        at: now,
      });
    }
    return true;
  });
}

function statusColumns(result: AttemptResult, now: Date): Partial<DeliveryRow> {
  switch (result.outcome) {
    case 'delivered':
      return { status: 'delivered', last_error: null, settled_at: now };
    case 'retry':
      return {
        status: 'retrying',
        last_error: result.error,
        next_attempt_at: result.nextAttemptAt,
      };
    case 'refused':
      return { status: 'dead', last_error: result.error };
  }
}

function attemptRow(
  delivery: StoredDelivery,
  result: AttemptResult,
): Omit<DeliveryAttemptRow, 'id'> {
  return {
    delivery_id: delivery.id,
    attempt: delivery.attempts,
    started_at: result.startedAt,
    duration_ms: Math.round(result.duration),
    outcome: result.outcome,
    error: result.outcome === 'delivered' ? null : result.error,
  };
}
