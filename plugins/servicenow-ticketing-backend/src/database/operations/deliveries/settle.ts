import type { Knex } from 'knex';
import type { RemoteTicket } from '../../../domain/remoteTicket';
import type { ClaimedDelivery } from '../../deliveryRows';
import { isPostgres } from '../../isPostgres';
import type { DeliveryAttemptRow } from '../../tables';
import { TicketStore, type KnownPicture } from '../../TicketStore';
import { isOneOf, valueTable } from '../../valueTable';
import { refreshQueues } from './queues';

/*
 * Settles many deliveries in one transaction. What somebody else is just working on is not waited for, because this
 * holds much at once: it is left for the next time. The claim token guards each delivery: where the lease was lost and
 * somebody else has taken over nothing is written.
 */

const ATTEMPT_COLUMNS = {
  delivery_id: 'integer',
  attempt: 'integer',
  started_at: 'timestamptz',
  duration_ms: 'integer',
  outcome: 'text',
  error: 'text',
} as const;

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
    const { ids: held, known } = await holdTickets(tx, settlements);
    const free = settlements.filter(({ delivery }) =>
      held.has(delivery.ticketId),
    );
    const busy = settlements.filter(
      ({ delivery }) => !held.has(delivery.ticketId),
    );
    const isSettled = await writeResults(tx, free, now);
    const settled = free.filter(({ delivery }) => isSettled.has(delivery.id));
    await insertAttempts(tx, settled);
    await applyRemotes(tx, settled, { knex, known, now });
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

interface HeldTickets {
  /** Those that are gone count, as nothing of them can be held. */
  ids: Set<number>;
  /** How far those that are there are known. */
  known: KnownPicture[];
}

/** The tickets of which both row and queue are held now. */
async function holdTickets(
  tx: Knex.Transaction,
  settlements: Settlement[],
): Promise<HeldTickets> {
  const wanted = ticketIdsOf(settlements);
  const there: Knex.QueryBuilder = tx('tickets')
    .join('delivery_queues', 'delivery_queues.ticket_id', 'tickets.id')
    .where(isOneOf(tx, 'tickets.id', wanted));
  const reading = there
    .clone()
    .select('tickets.id', 'agreed_fields', 'seen_fields', 'remote_mod_count');
  if (!isPostgres(tx)) {
    return { ids: new Set(wanted), known: await reading };
  }
  const known: KnownPicture[] = await reading
    .orderBy('tickets.id')
    .forUpdate()
    .skipLocked();
  const ids = new Set(known.map(({ id }) => id));
  if (ids.size < wanted.length) {
    const found = new Set<number>(await there.pluck('tickets.id'));
    wanted.filter(id => !found.has(id)).forEach(id => ids.add(id));
  }
  return { ids, known };
}

/** The ids of the deliveries whose claims still held. */
async function writeResults(
  tx: Knex.Transaction,
  settlements: Settlement[],
  now: Date,
): Promise<Set<number>> {
  const settled = new Set<number>();
  for (const [token, ids] of deliveredByToken(settlements)) {
    const rows = await tx('deliveries')
      .where(isOneOf(tx, 'id', ids))
      .where({ claim_token: token, status: 'delivering' })
      .update({
        claim_token: null,
        lease_expires_at: null,
        status: 'delivered',
        last_error: null,
        doubt_until: null,
        settled_at: now,
      })
      .returning('id');
    rows.forEach(({ id }) => settled.add(id));
  }
  for (const settlement of settlements) {
    const { id, claimToken } = settlement.delivery;
    if (settlement.result.outcome !== 'delivered') {
      const changed = await tx('deliveries')
        .where({ id, claim_token: claimToken, status: 'delivering' })
        .update({
          claim_token: null,
          lease_expires_at: null,
          ...failureColumns(tx, settlement),
        });
      if (changed > 0) {
        settled.add(id);
      }
    }
  }
  return settled;
}

function deliveredByToken(settlements: Settlement[]): Map<string, number[]> {
  const byToken = new Map<string, number[]>();
  for (const { delivery, result } of settlements) {
    if (result.outcome === 'delivered') {
      const ids = byToken.get(delivery.claimToken!) ?? [];
      ids.push(delivery.id);
      byToken.set(delivery.claimToken!, ids);
    }
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
  const names = Object.keys(ATTEMPT_COLUMNS).join(', ');
  if (rows.length > 0) {
    await tx.raw(
      `insert into delivery_attempts (${names}) select ${names} from ?`,
      [valueTable(tx, 'tries', { columns: ATTEMPT_COLUMNS, rows: rows })],
    );
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
  context: { knex: Knex; known: KnownPicture[]; now: Date },
): Promise<void> {
  const { knex, now } = context;
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
  const answered = new Map<number, RemoteTicket>();
  for (const { ticket, ticketId, integrationId, remote } of remotes.values()) {
    if (ticket.sysId === remote.sysId) {
      answered.set(ticketId, remote);
    } else {
      await tickets.applyRemote(tx, {
        id: ticketId,
        integrationId,
        remote,
        at: now,
      });
    }
  }
  const rows = context.known.filter(({ id }) => answered.has(id));
  await tickets.refreshAll(tx, rows, { remotes: answered, at: now });
}

/** Whether what a delivery brings may turn out to be another ticket's record, so that two tickets become one. */
export function mayMerge({ delivery, result }: Settlement): boolean {
  return (
    result.outcome === 'delivered' &&
    result.remote !== undefined &&
    delivery.ticket.sysId !== result.remote.sysId
  );
}
