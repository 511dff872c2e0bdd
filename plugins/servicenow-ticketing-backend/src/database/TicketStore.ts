import type { Knex } from 'knex';
import type { RemoteTicket } from '../domain/remoteTicket';
import type { TicketRow } from './tables';
import { toDate } from './time';

/** Most characters our columns keep of what ServiceNow says; see the migrations. */
const MAX_STATE = 40;
const MAX_LABEL = 80;
const MAX_NAME = 255;

/** Our view of a ServiceNow record; without `sysId` ServiceNow has not made it yet. @internal */
export interface StoredTicket {
  id: number;
  integrationId: number;
  table: string;
  sysId?: string;
  number?: string;
  correlationId?: string;
  title: string;
  state?: string;
  stateLabel?: string;
  priorityLabel?: string;
  assignedTo?: string;
  syncedAt?: Date;
}

/** What a remote record is stored under. */
interface RecordKey {
  integrationId: number;
  table: string;
  sysId: string;
}

/** Keeps our view of ServiceNow records. @internal */
export class TicketStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async get(
    id: number,
    tx: Knex = this.#knex,
  ): Promise<StoredTicket | undefined> {
    const row = await tx('tickets').where({ id }).first();
    return row && toStoredTicket(row);
  }

  async findRecord(
    tx: Knex,
    key: RecordKey,
  ): Promise<StoredTicket | undefined> {
    const row = await tx('tickets').where(recordColumns(key)).first();
    return row && toStoredTicket(row);
  }

  /** Writes a ticket that ServiceNow is still to make. */
  async insertWanted(
    tx: Knex.Transaction,
    ticket: {
      integrationId: number;
      table: string;
      correlationId: string;
      title: string;
      at: Date;
    },
  ): Promise<number> {
    const [row] = await tx('tickets')
      .insert({
        integration_id: ticket.integrationId,
        table_name: ticket.table,
        correlation_id: ticket.correlationId,
        title: ticket.title,
        created_at: ticket.at,
      })
      .returning('id');
    return row.id;
  }

  /** Writes what ServiceNow says of a record, known before or not. */
  async upsertRemote(
    tx: Knex.Transaction,
    ticket: { integrationId: number; remote: RemoteTicket; at: Date },
  ): Promise<number> {
    const { integrationId, remote, at } = ticket;
    const columns = remoteColumns(remote, at);
    const [row] = await tx('tickets')
      .insert({
        integration_id: integrationId,
        table_name: remote.table,
        created_at: at,
        ...columns,
      })
      .onConflict(['integration_id', 'table_name', 'sys_id'])
      .merge(columns)
      .returning('id');
    return row.id;
  }

  /**
   * Writes what ServiceNow says of a ticket. When somebody linked the same record by hand while it was being
   * created, there are two tickets for one record: the links and deliveries of this one go over to the other.
   */
  async applyRemote(
    tx: Knex.Transaction,
    ticket: {
      id: number;
      integrationId: number;
      remote: RemoteTicket;
      at: Date;
    },
  ): Promise<void> {
    const { id, integrationId, remote, at } = ticket;
    const known = await this.findRecord(tx, {
      integrationId,
      table: remote.table,
      sysId: remote.sysId,
    });
    if (known && known.id !== id) {
      await mergeTickets(tx, { from: id, into: known.id });
    }
    await tx('tickets')
      .where({ id: known?.id ?? id })
      .update(remoteColumns(remote, at));
  }

  /**
   * Holds the rows of tickets until the transaction ends. Whoever enqueues for a ticket does this first: it makes
   * the order of ids the order of commits, and lets "are all its anomalies archived?" have one answer.
   */
  async lock(tx: Knex.Transaction, ids: number[]): Promise<void> {
    await tx('tickets')
      .whereIn('id', ids)
      .orderBy('id')
      .select('id')
      .forUpdate();
  }

  async delete(tx: Knex.Transaction, id: number): Promise<void> {
    await tx('tickets').where({ id }).delete();
  }
}

/** Turns a row into what the backend works with. @internal */
export function toStoredTicket(row: TicketRow): StoredTicket {
  return {
    id: row.id,
    integrationId: row.integration_id,
    table: row.table_name,
    sysId: row.sys_id ?? undefined,
    number: row.number ?? undefined,
    correlationId: row.correlation_id ?? undefined,
    title: row.title,
    state: row.state ?? undefined,
    stateLabel: row.state_label ?? undefined,
    priorityLabel: row.priority ?? undefined,
    assignedTo: row.assigned_to ?? undefined,
    syncedAt: row.synced_at === null ? undefined : toDate(row.synced_at),
  };
}

function recordColumns(key: RecordKey) {
  return {
    integration_id: key.integrationId,
    table_name: key.table,
    sys_id: key.sysId,
  };
}

function remoteColumns(remote: RemoteTicket, at: Date) {
  return {
    sys_id: remote.sysId,
    number: remote.number.slice(0, MAX_STATE),
    title: remote.title,
    state: remote.state.slice(0, MAX_STATE),
    state_label: remote.stateLabel.slice(0, MAX_LABEL),
    priority: remote.priorityLabel.slice(0, MAX_LABEL),
    assigned_to: remote.assignedTo?.slice(0, MAX_NAME) ?? null,
    remote_updated_at: remote.updatedAt ?? null,
    synced_at: at,
  };
}

async function mergeTickets(
  tx: Knex.Transaction,
  tickets: { from: number; into: number },
): Promise<void> {
  const { from, into } = tickets;
  await tx('ticket_links')
    .where({ ticket_id: from })
    .whereIn(
      'anomaly_id',
      tx('ticket_links').where({ ticket_id: into }).select('anomaly_id'),
    )
    .delete();
  await tx('ticket_links')
    .where({ ticket_id: from })
    .update({ ticket_id: into });
  await tx('deliveries').where({ ticket_id: from }).update({ ticket_id: into });
  await tx('tickets').where({ id: from }).delete();
}
