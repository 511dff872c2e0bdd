import type { Knex } from 'knex';
import type { RemoteTicket } from '../../../domain/remoteTicket';
import type { ClaimedDelivery } from '../../deliveryRows';
import { isPostgres } from '../../isPostgres';
import type { DeliveryAttemptRow } from '../../tables';
import { TicketStore } from '../../TicketStore';
import { refreshQueues } from './queues';

/*
 * Settles many deliveries in one transaction. What somebody else is just working on is not waited for, because this
 * holds much at once: it is left for the next time. The claim token guards each delivery: where the lease was lost and
 * somebody else has taken over nothing is written.
 */

/** How a try ended. Times in milliseconds. @internal */
export type AttemptResult =
  | ({ startedAt: Date; duration: number } & (
      | { outcome: 'delivered'; remote?: RemoteTicket }
      | {
          outcome: 'retry';
          error: string;
          nextAttemptAt: Date;
          /** It may have been carried out, or may still be until then. */
          doubtUntil?: Date;
        }
      | { outcome: 'refused'; error: string; doubtUntil?: Date }
    ))
  /** It was not sent: it is as if it had not been claimed, but for the time of the next try and why. */
  | { outcome: 'postponed'; error?: string; nextAttemptAt?: Date };

/** A delivery that was claimed, and how its try ended. @internal */
export interface Settlement {
  delivery: ClaimedDelivery;
  result: AttemptResult;
}

/** What became of settlements. @internal */
export interface Settled {
  settled: Settlement[];
  /** Somebody else has taken over. */
  lost: Settlement[];
  /** Somebody else is just working on the ticket: to be tried again. */
  busy: Settlement[];
}

/**
 * Writes how tries ended, all of it in one transaction: the deliveries, the tries, and what ServiceNow said of the
 * tickets.
 * @internal
 */
export async function settleDeliveries(options: {
  knex: Knex;
  settlements: Settlement[];
  now: Date;
}): Promise<Settled> {
  const { knex, settlements, now } = options;
  return knex.transaction(async tx => {
    const held = await holdTickets(tx, settlements);
    const free = settlements.filter(({ delivery }) =>
      held.has(delivery.ticketId),
    );
    const busy = settlements.filter(
      ({ delivery }) => !held.has(delivery.ticketId),
    );
    const isSettled = await writeResults(tx, free, now);
    const settled = free.filter(({ delivery }) => isSettled.has(delivery.id));
    await insertAttempts(tx, settled);
    await applyRemotes(tx, settled, { knex, now });
    if (settled.length > 0) {
      await refreshQueues(tx, ticketIdsOf(settled));
    }
    return {
      settled,
      busy,
      lost: free.filter(({ delivery }) => !isSettled.has(delivery.id)),
    };
  });
}

function ticketIdsOf(settlements: Settlement[]): number[] {
  return [...new Set(settlements.map(({ delivery }) => delivery.ticketId))];
}

/** The tickets of which both row and queue are held now; those that are gone count, as nothing of them can be held. */
async function holdTickets(
  tx: Knex.Transaction,
  settlements: Settlement[],
): Promise<Set<number>> {
  const wanted = ticketIdsOf(settlements);
  if (!isPostgres(tx)) {
    return new Set(wanted);
  }
  const hold = (query: Knex.QueryBuilder, column: string): Promise<number[]> =>
    query.orderBy(column).forUpdate().skipLocked().pluck(column);
  const rows = await hold(tx('tickets').whereIn('id', wanted), 'id');
  const queues = new Set(
    await hold(tx('delivery_queues').whereIn('ticket_id', rows), 'ticket_id'),
  );
  const held = new Set(rows.filter(id => queues.has(id)));
  if (held.size < wanted.length) {
    const there = new Set<number>(
      await tx('delivery_queues')
        .join('tickets', 'tickets.id', 'delivery_queues.ticket_id')
        .whereIn('ticket_id', wanted)
        .pluck('ticket_id'),
    );
    wanted.filter(id => !there.has(id)).forEach(id => held.add(id));
  }
  return held;
}

/** The ids of the deliveries whose claims still held. */
async function writeResults(
  tx: Knex.Transaction,
  settlements: Settlement[],
  now: Date,
): Promise<Set<number>> {
  const settled = new Set<number>();
  const write = async (those: Settlement[], columns: object) => {
    for (const [token, ids] of idsByToken(those)) {
      const rows = await tx('deliveries')
        .whereIn('id', ids)
        .where({ claim_token: token, status: 'delivering' })
        .update({ claim_token: null, lease_expires_at: null, ...columns })
        .returning('id');
      rows.forEach(({ id }) => settled.add(id));
    }
  };
  const isDelivered = ({ result }: Settlement) =>
    result.outcome === 'delivered';
  await write(settlements.filter(isDelivered), {
    status: 'delivered',
    last_error: null,
    doubt_until: null,
    settled_at: now,
  });
  for (const settlement of settlements.filter(each => !isDelivered(each))) {
    await write([settlement], failureColumns(tx, settlement));
  }
  return settled;
}

function idsByToken(settlements: Settlement[]): Map<string, number[]> {
  const byToken = new Map<string, number[]>();
  for (const { delivery } of settlements) {
    const ids = byToken.get(delivery.claimToken!) ?? [];
    ids.push(delivery.id);
    byToken.set(delivery.claimToken!, ids);
  }
  return byToken;
}

function failureColumns(
  tx: Knex.Transaction,
  { delivery, result }: Settlement,
): object {
  switch (result.outcome) {
    case 'retry':
      return {
        status: 'retrying',
        last_error: result.error,
        next_attempt_at: result.nextAttemptAt,
        doubt_until: result.doubtUntil ?? delivery.doubtUntil ?? null,
      };
    case 'refused':
      return {
        status: 'dead',
        last_error: result.error,
        doubt_until: result.doubtUntil ?? delivery.doubtUntil ?? null,
      };
    case 'postponed': {
      const isFirst = delivery.attempts <= 1;
      const shows = result.error !== undefined;
      return {
        status: isFirst && !shows ? 'pending' : 'retrying',
        attempts: tx.raw('attempts - 1'),
        next_attempt_at: result.nextAttemptAt ?? null,
        ...(shows
          ? { last_error: result.error }
          : isFirst && { first_tried_at: null }),
      };
    }
    case 'delivered':
      return {};
  }
}

async function insertAttempts(
  tx: Knex.Transaction,
  settlements: Settlement[],
): Promise<void> {
  const rows = settlements.flatMap(attemptRows);
  if (rows.length > 0) {
    await tx('delivery_attempts').insert(rows);
  }
}

function attemptRows({
  delivery,
  result,
}: Settlement): Omit<DeliveryAttemptRow, 'id'>[] {
  return result.outcome === 'postponed'
    ? []
    : [
        {
          delivery_id: delivery.id,
          attempt: delivery.attempts,
          started_at: result.startedAt,
          duration_ms: Math.round(result.duration),
          outcome: result.outcome,
          error: result.outcome === 'delivered' ? null : result.error,
        },
      ];
}

/** What ServiceNow said last of each ticket. */
async function applyRemotes(
  tx: Knex.Transaction,
  settlements: Settlement[],
  { knex, now }: { knex: Knex; now: Date },
): Promise<void> {
  const tickets = new TicketStore({ knex });
  const remotes = new Map<number, ClaimedDelivery & { remote: RemoteTicket }>();
  for (const { delivery, result } of settlements) {
    if (result.outcome === 'delivered' && result.remote) {
      const earlier = remotes.get(delivery.ticketId)?.remote.written;
      const written = result.remote.written ?? earlier;
      remotes.set(delivery.ticketId, {
        ...delivery,
        // What earlier ones wrote is our own, too.
        remote: {
          ...result.remote,
          ...(written && { written: { ...earlier, ...written } }),
        },
      });
    }
  }
  const known: { id: number; remote: RemoteTicket }[] = [];
  for (const { ticket, ticketId, integrationId, remote } of remotes.values()) {
    if (ticket.sysId === remote.sysId) {
      known.push({ id: ticketId, remote });
    } else {
      await tickets.applyRemote(tx, {
        id: ticketId,
        integrationId,
        remote,
        at: now,
      });
    }
  }
  await tickets.refreshAll(tx, known, now);
}

/** Whether what a delivery brings may turn out to be another ticket's record, so that two tickets become one. */
export function mayMerge({ delivery, result }: Settlement): boolean {
  return (
    result.outcome === 'delivered' &&
    result.remote !== undefined &&
    delivery.ticket.sysId !== result.remote.sysId
  );
}
