import type { ListDeliveriesRequest } from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { chunksOf, READ_CHUNK_SIZE } from './chunk';
import {
  toStoredDelivery,
  UNSETTLED_STATUSES,
  type NewDelivery,
  type StoredDelivery,
} from './deliveryRows';
import { claimDeliveries } from './operations/deliveries/claim';
import {
  settleDelivery,
  type AttemptResult,
} from './operations/deliveries/settle';
import type { DeliveryRow } from './tables';

/** A delivery with the number of its ticket. @internal */
export type ListedDelivery = StoredDelivery & {
  ticketNumber?: string;
  ticketTitle: string;
};

/** Keeps the outbox: what is to be changed in ServiceNow. @internal */
export class DeliveryStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async insert(tx: Knex.Transaction, delivery: NewDelivery): Promise<number> {
    const [row] = await tx('deliveries')
      .insert({
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
      })
      .returning('id');
    return row.id;
  }

  /** Claims what is due; see {@link claimDeliveries}. */
  async claim(options: {
    now: Date;
    leaseUntil: Date;
    token: string;
    limit: number;
    id?: number;
  }): Promise<StoredDelivery[]> {
    return claimDeliveries({ knex: this.#knex, ...options });
  }

  /** Writes how a try ended, unless the claim was lost; see {@link settleDelivery}. */
  async settle(
    delivery: StoredDelivery,
    result: AttemptResult,
    now: Date,
  ): Promise<boolean> {
    return settleDelivery({ knex: this.#knex, delivery, result, now });
  }

  /** Gives a claim back, for somebody else to take at once. */
  async release(delivery: StoredDelivery, now: Date): Promise<void> {
    await this.#knex('deliveries')
      .where({
        id: delivery.id,
        status: 'delivering',
        claim_token: delivery.claimToken,
      })
      .update({
        status: 'retrying',
        claim_token: null,
        lease_expires_at: null,
        next_attempt_at: now,
      });
  }

  async get(
    id: number,
    tx: Knex = this.#knex,
  ): Promise<ListedDelivery | undefined> {
    const row = await withTicket(tx('deliveries'))
      .where('deliveries.id', id)
      .first();
    return row && toListed(row);
  }

  /** One page, newest first, and how many match in all. */
  async list(
    filter: ListDeliveriesRequest,
  ): Promise<{ items: ListedDelivery[]; total: number }> {
    const matching = () => {
      const query = this.#knex('deliveries');
      for (const name of ['status', 'integration_id', 'anomaly_id'] as const) {
        const value = filter[name];
        if (value !== undefined) {
          query.where(`deliveries.${name}`, value);
        }
      }
      return query;
    };
    const [counted] = await matching().count({ total: '*' });
    const rows = await withTicket(matching())
      .orderBy('deliveries.id', 'desc')
      .limit(filter.size)
      .offset((filter.page - 1) * filter.size);
    return { items: rows.map(toListed), total: Number(counted.total) };
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
        .whereIn('status', UNSETTLED_STATUSES)
        .orderBy('id');
      found.push(...rows.map(toStoredDelivery));
    }
    return found;
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
    const changed = await this.#knex('deliveries')
      .where({ id, status: 'dead' })
      .update({ status: 'retrying', next_attempt_at: now });
    return changed === 1;
  }

  /** Gives up one delivery, or all that wait for a ticket; those on their way are left alone. */
  async discard(
    tx: Knex.Transaction,
    which: { id: number } | { ticketId: number },
    now: Date,
  ): Promise<number> {
    return tx('deliveries')
      .where('id' in which ? { id: which.id } : { ticket_id: which.ticketId })
      .whereIn('status', ['pending', 'retrying', 'dead'])
      .update({ status: 'discarded', settled_at: now, next_attempt_at: null });
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

function withTicket(query: Knex.QueryBuilder): Knex.QueryBuilder<JoinedRow> {
  return query
    .join('tickets', 'tickets.id', 'deliveries.ticket_id')
    .select('deliveries.*', {
      ticket_number: 'tickets.number',
      ticket_title: 'tickets.title',
    });
}

function toListed(row: JoinedRow): ListedDelivery {
  return {
    ...toStoredDelivery(row),
    ticketNumber: row.ticket_number ?? undefined,
    ticketTitle: row.ticket_title,
  };
}
