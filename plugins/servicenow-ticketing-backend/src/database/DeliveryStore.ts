import type { Knex } from 'knex';
import { chunksOf, READ_CHUNK_SIZE, WRITE_CHUNK_SIZE } from './chunk';
import {
  toStoredDelivery,
  UNSETTLED_STATUSES,
  type ClaimedDelivery,
  type NewDelivery,
  type StoredDelivery,
} from './deliveryRows';
import {
  matchingDeliveries,
  type DeliveryFilter,
} from './operations/deliveries/list';
import {
  measureQueue,
  type QueueLevel,
} from './operations/deliveries/measureQueue';
import {
  claimDeliveries,
  type ClaimOptions,
} from './operations/deliveries/claim';
import { insertDeliveries } from './operations/deliveries/insert';
import { lockQueues, refreshQueues } from './operations/deliveries/queues';
import {
  settleDeliveries,
  type AttemptResult,
  type Settled,
  type Settlement,
} from './operations/deliveries/settle';
import type { DeliveryAttemptRow, DeliveryRow } from './tables';

const JOINED_COLUMNS = [
  'deliveries.*',
  { ticket_number: 'tickets.number', ticket_title: 'tickets.title' },
];

/** A delivery with the number of its ticket. @internal */
export type ListedDelivery = StoredDelivery & {
  ticketNumber?: string;
  ticketTitle: string;
};

/** How many deliveries of one person to one ticket are looked at for a repeat. */
const MAX_REQUESTS = 100;

/** Markers that are looked for with one statement. */
const MAX_MARKERS = 50;

/** Keeps the outbox: what is to be changed in ServiceNow. @internal */
export class DeliveryStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async insert(tx: Knex.Transaction, delivery: NewDelivery): Promise<number> {
    const [id] = await this.insertAll(tx, [delivery]);
    return id;
  }

  /** Writes deliveries, in the order of their ids, and has their tickets looked at. Returns the ids. */
  async insertAll(
    tx: Knex.Transaction,
    deliveries: NewDelivery[],
  ): Promise<number[]> {
    if (deliveries.length === 0) {
      return [];
    }
    const ids: number[] = [];
    for (const chunk of chunksOf(deliveries, WRITE_CHUNK_SIZE)) {
      ids.push(...(await insertDeliveries(tx, chunk)));
    }
    return ids;
  }

  /** Claims what is due; see {@link claimDeliveries}. */
  async claim(options: ClaimOptions): Promise<ClaimedDelivery[]> {
    return claimDeliveries({ knex: this.#knex, ...options });
  }

  /** Writes how tries ended; see {@link settleDeliveries}. */
  async settleAll(settlements: Settlement[], now: Date): Promise<Settled> {
    return settleDeliveries({ knex: this.#knex, settlements, now });
  }

  /** Writes how a try ended, unless the claim was lost. */
  async settle(
    delivery: ClaimedDelivery,
    result: AttemptResult,
    now: Date,
  ): Promise<boolean> {
    const { settled } = await this.settleAll([{ delivery, result }], now);
    return settled.length === 1;
  }

  async get(
    id: number,
    tx: Knex = this.#knex,
  ): Promise<ListedDelivery | undefined> {
    const row: JoinedRow | undefined = await matchingDeliveries(tx, {})
      .select(JOINED_COLUMNS)
      .where('deliveries.id', id)
      .first();
    return row && toListed(row);
  }

  /** One page, newest first, and how many match in all. */
  async list(
    filter: DeliveryFilter & { page: number; size: number },
  ): Promise<{ items: ListedDelivery[]; total: number }> {
    const [counted] = await matchingDeliveries(this.#knex, filter).count({
      total: '*',
    });
    const rows: JoinedRow[] = await matchingDeliveries(this.#knex, filter)
      .select(JOINED_COLUMNS)
      .orderBy('deliveries.id', 'desc')
      .limit(filter.size)
      .offset((filter.page - 1) * filter.size);
    return { items: rows.map(toListed), total: Number(counted.total) };
  }

  /** The ids of the oldest that match, and how many match in all. */
  async listIds(
    filter: DeliveryFilter,
    limit: number,
  ): Promise<{ ids: number[]; total: number }> {
    const [counted] = await matchingDeliveries(this.#knex, filter).count({
      total: '*',
    });
    const ids = await matchingDeliveries(this.#knex, filter)
      .orderBy('deliveries.id')
      .limit(limit)
      .pluck('deliveries.id');
    return { ids, total: Number(counted.total) };
  }

  /** The tries of a delivery, newest first. */
  async listAttempts(id: number, limit: number): Promise<DeliveryAttemptRow[]> {
    return this.#knex('delivery_attempts')
      .where({ delivery_id: id })
      .orderBy('attempt', 'desc')
      .limit(limit);
  }

  /** What waits, by integration and status; see {@link measureQueue}. */
  async measureQueue(): Promise<QueueLevel[]> {
    return measureQueue(this.#knex);
  }

  /** What still has to reach these tickets, oldest first. */
  async listUnsettled(
    ticketIds: number[],
    tx: Knex = this.#knex,
  ): Promise<StoredDelivery[]> {
    const found: StoredDelivery[] = [];
    for (const ids of chunksOf(ticketIds, READ_CHUNK_SIZE)) {
      const rows = await tx('deliveries')
        .whereIn('ticket_id', ids)
        .whereNull('settled_at')
        .orderBy('id');
      found.push(...rows.map(toStoredDelivery));
    }
    return found;
  }

  /** The notes of a ticket that carry any of these markers. */
  async notesWithMarkers(
    tx: Knex,
    ticketId: number,
    markers: string[],
  ): Promise<string[]> {
    if (markers.length === 0) {
      return [];
    }
    const rows = await tx('deliveries')
      .where({ ticket_id: ticketId })
      .where(any =>
        markers.forEach(marker => any.orWhereLike('payload', `%${marker}%`)),
      )
      .select('payload');
    return rows
      .map(row => JSON.parse(row.payload) as { note?: string; marker?: string })
      .flatMap(({ note, marker }) =>
        note && marker && markers.includes(marker) ? [note] : [],
      );
  }

  /** The delivery that creates a ticket. */
  async findCreation(
    ticketId: number,
    tx: Knex = this.#knex,
  ): Promise<StoredDelivery | undefined> {
    const row = await tx('deliveries')
      .where({ ticket_id: ticketId, kind: 'create' })
      .orderBy('id')
      .first();
    return row && toStoredDelivery(row);
  }

  /** The newest delivery to a ticket that the same person asked for in the same words, unless it was given up. */
  async findRequested(
    tx: Knex,
    wanted: {
      ticketId: number;
      createdBy: string;
      request: string;
      onlyUnsettled: boolean;
    },
  ): Promise<StoredDelivery | undefined> {
    const rows = await tx('deliveries')
      .where({ ticket_id: wanted.ticketId, created_by: wanted.createdBy })
      .whereIn(
        'status',
        wanted.onlyUnsettled
          ? ['pending', 'retrying', 'delivering']
          : [...UNSETTLED_STATUSES, 'delivered'],
      )
      .orderBy('id', 'desc')
      .limit(MAX_REQUESTS);
    return rows
      .map(toStoredDelivery)
      .find(
        delivery =>
          (delivery.payload as { request?: string }).request === wanted.request,
      );
  }

  /** Which of these markers belong to notes that were meant for a ticket. */
  async findMarkers(ticketId: number, markers: string[]): Promise<Set<string>> {
    const found = new Set<string>();
    for (const chunk of chunksOf([...new Set(markers)], MAX_MARKERS)) {
      const rows = await this.#knex('deliveries')
        .where({ ticket_id: ticketId })
        .where(any => {
          for (const marker of chunk) {
            any.orWhere('payload', 'like', `%"marker":"${marker}"%`);
          }
        })
        .select('payload');
      for (const { payload } of rows) {
        found.add(JSON.parse(payload).marker);
      }
    }
    return found;
  }

  /** Creations for an anomaly that ServiceNow has not confirmed yet. */
  async listOpenCreations(
    tx: Knex,
    anomalyId: number,
  ): Promise<StoredDelivery[]> {
    const rows = await tx('deliveries')
      .where({ anomaly_id: anomalyId, kind: 'create' })
      .whereIn('status', ['pending', 'retrying', 'delivering'])
      .orderBy('id');
    return rows.map(toStoredDelivery);
  }

  /** Lets a dead delivery be tried again; `false` when it is not dead. */
  async revive(id: number, now: Date): Promise<boolean> {
    return this.#knex.transaction(async tx => {
      const found = await tx('deliveries').where({ id }).first('ticket_id');
      const ticketIds = found ? [found.ticket_id] : [];
      await lockQueues(tx, ticketIds);
      const changed = await tx('deliveries')
        .where({ id, status: 'dead' })
        .update({
          status: 'retrying',
          next_attempt_at: now,
          first_tried_at: null,
        });
      await refreshQueues(tx, ticketIds);
      return changed === 1;
    });
  }

  /** Gives up one delivery, or all that wait for a ticket; those on their way are left alone. */
  async discard(
    tx: Knex.Transaction,
    which: { id: number } | { ticketId: number },
    now: Date,
  ): Promise<number> {
    const matching =
      'id' in which ? { id: which.id } : { ticket_id: which.ticketId };
    const ticketIds: number[] = await tx('deliveries')
      .where(matching)
      .distinct()
      .pluck('ticket_id');
    await lockQueues(tx, ticketIds);
    const changed = await tx('deliveries')
      .where(matching)
      .whereIn('status', ['pending', 'retrying', 'dead'])
      .update({ status: 'discarded', settled_at: now, next_attempt_at: null });
    await refreshQueues(tx, ticketIds);
    return changed;
  }

  /** Keeps everybody from claiming deliveries of a ticket until the transaction ends. */
  async lock(tx: Knex.Transaction, ticketId: number): Promise<void> {
    await lockQueues(tx, [ticketId]);
  }

  /** Removes every trace of what was to be done with a ticket. */
  async deleteByTicket(tx: Knex.Transaction, ticketId: number): Promise<void> {
    const ids = tx('deliveries').where({ ticket_id: ticketId }).select('id');
    await tx('delivery_attempts').whereIn('delivery_id', ids).delete();
    await tx('deliveries').where({ ticket_id: ticketId }).delete();
  }
}

type JoinedRow = DeliveryRow & {
  ticket_number: string | null;
  ticket_title: string;
};

function toListed(row: JoinedRow): ListedDelivery {
  return {
    ...toStoredDelivery(row),
    ticketNumber: row.ticket_number ?? undefined,
    ticketTitle: row.ticket_title,
  };
}
