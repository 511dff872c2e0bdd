import type { Knex } from 'knex';
import { toStoredDelivery, type ClaimedDelivery } from '../../deliveryRows';
import { isPostgres } from '../../isPostgres';
import type { DeliveryRow, TicketRow } from '../../tables';
import { toStoredTicket } from '../../TicketStore';
import { isOneOf, rowsOf } from '../../valueTable';
import { refreshQueues, UNSETTLED } from './queues';

/*
 * Claiming holds the queues of tickets, reads the oldest unsettled deliveries of each, and takes the first of them
 * when it is due, or when the claim of somebody who did not come back has run out. A dead one holds up its successors,
 * because what they say builds on it. Successors that may travel together with it are taken, too.
 *
 * On PostgreSQL queues that another process is just working on are skipped instead of waited for, and what the
 * deliveries are is read after the lock, so that it is what that process left. SQLite has one writer at a time and
 * needs no locks. No claim waits for a lock while it holds another one, unless for rows that only the holder of the
 * queue may change.
 */

/** @internal */
export interface ClaimOptions {
  now: Date;
  leaseUntil: Date;
  token: string;
  /** Most tickets of each integration. */
  limit: number;
  /** Integrations that are left alone. */
  except?: readonly number[];
  /** Only this delivery, if it is the next of its ticket. */
  id?: number;
  /** Most deliveries of one ticket. */
  maxRun?: number;
  /** Whether a delivery may travel together with those before it; none may unless given. */
  joins?: (run: ClaimedDelivery[], next: ClaimedDelivery) => boolean;
  /** How long ServiceNow may go on with a call of a process that died, in milliseconds. */
  doubt?: number;
}

type JoinedRow = DeliveryRow & { ticket: TicketRow };

/**
 * Claims deliveries that are due, those that wait longest first, and gives them in the order of their ids. Those of
 * one ticket are meant to travel together.
 * @internal
 */
export async function claimDeliveries(
  options: ClaimOptions & { knex: Knex },
): Promise<ClaimedDelivery[]> {
  return options.knex.transaction(async tx => {
    const ticketIds = await holdQueues(tx, options);
    if (ticketIds.length === 0) {
      return [];
    }
    const queues = await readHeads(tx, ticketIds, options.maxRun ?? 1);
    const runs = ticketIds.map(id => runOf(queues.get(id) ?? [], options));
    const claimed = runs.flat();
    if (claimed.length > 0) {
      await claimAll(tx, claimed, {
        ...options,
        doubtUntil: new Date(options.now.getTime() + (options.doubt ?? 0)),
      });
    }
    // What was announced and is not due, or is held up.
    const idle = ticketIds.filter((_, index) => runs[index].length === 0);
    if (idle.length > 0) {
      await refreshQueues(tx, idle);
    }
    return claimed.sort((one, other) => one.id - other.id);
  });
}

/** The tickets whose queues are held now. */
async function holdQueues(
  tx: Knex.Transaction,
  { now, limit, except = [], id }: ClaimOptions,
): Promise<number[]> {
  const hold = async (query: Knex.QueryBuilder): Promise<number[]> =>
    isPostgres(tx)
      ? query.forUpdate().skipLocked().pluck('ticket_id')
      : query.pluck('ticket_id');
  if (id !== undefined) {
    const [delivery] = await tx('deliveries').where({ id }).select('ticket_id');
    return delivery
      ? hold(tx('delivery_queues').where({ ticket_id: delivery.ticket_id }))
      : [];
  }
  const due = () => tx('delivery_queues').where('due_at', '<=', now);
  const integrationIds: number[] = await tx('integrations')
    .whereNotIn('id', except as number[])
    .whereExists(due().whereRaw('integration_id = integrations.id'))
    .pluck('id');
  const held: number[] = [];
  for (const integrationId of integrationIds) {
    held.push(
      ...(await hold(
        due()
          .where({ integration_id: integrationId })
          .orderBy('due_at')
          .limit(limit),
      )),
    );
  }
  return held;
}

/** The oldest unsettled deliveries of tickets, at most so many of each. */
async function readHeads(
  tx: Knex.Transaction,
  ticketIds: number[],
  perTicket: number,
): Promise<Map<number, ClaimedDelivery[]>> {
  const oldest = isPostgres(tx)
    ? `SELECT head.* FROM unnest(:ticketIds::int[]) AS wanted (ticket_id)
       CROSS JOIN LATERAL (
         SELECT * FROM deliveries
         WHERE deliveries.ticket_id = wanted.ticket_id AND ${UNSETTLED}
         ORDER BY id LIMIT :perTicket
       ) AS head`
    : `SELECT * FROM (
         SELECT *, row_number() OVER (PARTITION BY ticket_id ORDER BY id) AS place FROM deliveries
         WHERE ticket_id IN (SELECT value FROM json_each(:ticketIds)) AND ${UNSETTLED}
       ) WHERE place <= :perTicket`;
  const rows = await rowsOf<DeliveryRow>(
    tx,
    tx.raw(oldest, {
      ticketIds: isPostgres(tx) ? ticketIds : JSON.stringify(ticketIds),
      perTicket,
    }),
  );
  const tickets = new Map(
    (await tx('tickets').where(isOneOf(tx, 'id', ticketIds))).map(row => [
      row.id,
      row,
    ]),
  );
  const queues = new Map<number, ClaimedDelivery[]>();
  for (const row of rows.sort((one, other) => one.id - other.id)) {
    const ticket = tickets.get(row.ticket_id);
    if (ticket) {
      const queue = queues.get(row.ticket_id) ?? [];
      queues.set(row.ticket_id, queue);
      queue.push(toClaimed({ ...row, ticket }));
    }
  }
  return queues;
}

function toClaimed({ ticket, ...row }: JoinedRow): ClaimedDelivery {
  return {
    ...toStoredDelivery(row),
    ticket: toStoredTicket(ticket),
    leaseUntil: new Date(row.lease_expires_at ?? 0),
  };
}

/** What is to be taken of the oldest deliveries of a ticket. */
function runOf(
  queue: ClaimedDelivery[],
  { now, id, joins = () => false }: ClaimOptions,
): ClaimedDelivery[] {
  const [head, ...others] = queue;
  if (
    !head ||
    (id !== undefined && head.id !== id) ||
    !isFree(head, now) ||
    (head.nextAttemptAt && head.nextAttemptAt > now)
  ) {
    return [];
  }
  const run = [head];
  for (const next of id === undefined ? others : []) {
    if (!isFree(next, now) || !joins(run, next)) {
      break;
    }
    run.push(next);
  }
  return run;
}

function isFree(delivery: ClaimedDelivery, now: Date): boolean {
  switch (delivery.status) {
    case 'pending':
    case 'retrying':
      return true;
    case 'delivering':
      return delivery.leaseUntil <= now;
    default:
      return false;
  }
}

/** Writes that they are claimed. A process that died may have sent those it had, and ServiceNow may still be at it. */
async function claimAll(
  tx: Knex.Transaction,
  claimed: ClaimedDelivery[],
  { now, leaseUntil, token, doubtUntil }: ClaimOptions & { doubtUntil: Date },
): Promise<void> {
  await tx('deliveries')
    .where(
      isOneOf(
        tx,
        'id',
        claimed.map(({ id }) => id),
      ),
    )
    .update({
      status: 'delivering',
      attempts: tx.raw('attempts + 1'),
      claim_token: token,
      lease_expires_at: leaseUntil,
      next_attempt_at: null,
      first_tried_at: tx.raw('coalesce(first_tried_at, ?)', [now]),
      doubt_until: tx.raw(
        `case status when 'delivering' then ? else doubt_until end`,
        [doubtUntil],
      ),
    });
  const ticketIds = new Set(claimed.map(({ ticketId }) => ticketId));
  await tx('delivery_queues')
    .where(isOneOf(tx, 'ticket_id', [...ticketIds]))
    .update({ due_at: leaseUntil });
  for (const delivery of claimed) {
    if (delivery.status === 'delivering') {
      delivery.doubtUntil = doubtUntil;
    }
    delivery.status = 'delivering';
    delivery.attempts += 1;
    delivery.claimToken = token;
    delivery.leaseUntil = leaseUntil;
    delivery.nextAttemptAt = undefined;
    delivery.firstTriedAt ??= now;
  }
}
