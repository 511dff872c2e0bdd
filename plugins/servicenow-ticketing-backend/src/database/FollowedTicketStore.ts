import type { Knex } from 'knex';
import type { FieldValues, RemoteTicket } from '../domain/remoteTicket';
import { chunksOf, READ_CHUNK_SIZE } from './chunk';
import type { TicketRow } from './tables';
import { remoteColumns, toFields } from './TicketStore';
import { toDate } from './time';

/** A linked ticket as what comes from ServiceNow is compared with it. @internal */
export interface FollowedTicket {
  id: number;
  integrationId: number;
  table: string;
  sysId: string;
  number: string;
  seen?: FieldValues;
  agreed?: FieldValues;
  /** Version of the record that is the newest known, and the one that was last merged. */
  remoteModCount?: number;
  mergedModCount?: number;
  journalSince?: Date;
  dueAt?: Date;
  /** Since when it cannot be followed any more. */
  brokenSince?: Date;
}

/** The tickets of one table of one instance. @internal */
export interface TableKey {
  integrationId: number;
  table: string;
}

/** Keeps how far linked tickets were followed. Tickets without a link are not looked at. @internal */
export class FollowedTicketStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Tables of an instance of which there are tickets; costs by their number, not by that of the tickets. */
  async listTables(integrationId: number): Promise<string[]> {
    const tables: string[] = [];
    for (;;) {
      const query = this.#knex('tickets')
        .where({ integration_id: integrationId })
        .min({ next: 'table_name' });
      const last = tables.at(-1);
      if (last !== undefined) {
        query.where('table_name', '>', last);
      }
      const [{ next }] = await query;
      if (next === null || next === undefined) {
        return tables;
      }
      tables.push(String(next));
    }
  }

  /** Record ids of linked tickets in order, at most `limit` after one of them. */
  async listSysIds(
    key: TableKey,
    page: { limit: number; after?: string },
  ): Promise<string[]> {
    const query = linked(this.#knex)
      .where({ integration_id: key.integrationId, table_name: key.table })
      .orderBy('sys_id')
      .limit(page.limit);
    if (page.after !== undefined) {
      query.where('sys_id', '>', page.after);
    }
    return (await query.select('sys_id')).map(row => row.sys_id!);
  }

  async count(key: TableKey): Promise<number> {
    const [row] = await linked(this.#knex)
      .where({ integration_id: key.integrationId, table_name: key.table })
      .count({ total: '*' });
    return Number(row.total);
  }

  /** The linked ones among records. */
  async findBySysIds(
    key: TableKey,
    sysIds: string[],
  ): Promise<FollowedTicket[]> {
    const found: FollowedTicket[] = [];
    for (const ids of chunksOf(sysIds, READ_CHUNK_SIZE)) {
      const rows = await linked(this.#knex)
        .where({ integration_id: key.integrationId, table_name: key.table })
        .whereIn('sys_id', ids)
        .select();
      found.push(...rows.map(toFollowedTicket));
    }
    return found;
  }

  /** Those to be read whatever the poll says, longest due first. */
  async listDue(key: TableKey, limit: number): Promise<FollowedTicket[]> {
    const rows = await linked(this.#knex)
      .where({ integration_id: key.integrationId, table_name: key.table })
      .whereNotNull('inbound_due_at')
      .orderBy('inbound_due_at')
      .limit(limit)
      .select();
    return rows.map(toFollowedTicket);
  }

  /** Those that nobody has read since a time, longest ago first, by the hour. */
  async listUnread(
    key: TableKey,
    options: { since: Date; limit: number },
  ): Promise<FollowedTicket[]> {
    const rows = await linked(this.#knex)
      .where({ integration_id: key.integrationId, table_name: key.table })
      .where('synced_hour', '<=', options.since)
      .where('synced_at', '<', options.since)
      .orderBy(['synced_hour', 'id'])
      .limit(options.limit)
      .select();
    return rows.map(toFollowedTicket);
  }

  /** Has records read at the next opportunity. */
  async markDue(
    key: TableKey,
    due: { sysIds: string[]; at: Date },
    tx: Knex = this.#knex,
  ): Promise<void> {
    const { sysIds, at } = due;
    for (const ids of chunksOf(sysIds, READ_CHUNK_SIZE)) {
      await tx('tickets')
        .where({ integration_id: key.integrationId, table_name: key.table })
        .whereIn('sys_id', ids)
        .update({ inbound_due_at: at });
    }
  }

  /** Has every ticket of a table read of which no picture was kept yet. */
  async markUnseenDue(key: TableKey, at: Date): Promise<void> {
    await this.#knex('tickets')
      .where({ integration_id: key.integrationId, table_name: key.table })
      .whereNotNull('sys_id')
      .whereNull('seen_fields')
      .update({ inbound_due_at: at });
  }

  /** Notes that records were read and had not changed. */
  async markRead(ids: number[], at: Date): Promise<void> {
    for (const chunk of chunksOf(ids, READ_CHUNK_SIZE)) {
      await this.#knex('tickets')
        .whereIn('id', chunk)
        .update({ synced_at: at });
    }
  }

  /** Holds a ticket until the transaction ends. */
  async getForUpdate(
    tx: Knex.Transaction,
    id: number,
  ): Promise<FollowedTicket | undefined> {
    const row = await tx('tickets').where({ id }).forUpdate().first();
    return row?.sys_id ? toFollowedTicket(row) : undefined;
  }

  /** Writes what was read, and that it was merged; `dueAt` is when it is to be read again. */
  async writeMerged(
    tx: Knex.Transaction,
    merged: {
      id: number;
      remote: RemoteTicket;
      seen: FieldValues;
      agreed: FieldValues;
      journalSince?: Date;
      dueAt?: Date;
      broken?: { reason: string; since: Date };
      at: Date;
    },
  ): Promise<void> {
    const { remote, broken, at } = merged;
    await tx('tickets')
      .where({ id: merged.id })
      .update({
        ...remoteColumns(remote, at),
        seen_fields: JSON.stringify(merged.seen),
        agreed_fields: JSON.stringify(merged.agreed),
        merged_mod_count: remote.modCount ?? null,
        journal_since: merged.journalSince ?? null,
        inbound_due_at: merged.dueAt ?? null,
        broken_reason: broken?.reason ?? null,
        broken_since: broken?.since ?? null,
      });
  }

  /** Says why a ticket cannot be followed any more; since when stays as it was. */
  async writeBroken(
    tx: Knex.Transaction,
    broken: { id: number; reason: string; at: Date },
  ): Promise<void> {
    const { id, reason, at } = broken;
    await tx('tickets').where({ id }).update({
      broken_reason: reason,
      broken_since: at,
      inbound_due_at: null,
      synced_at: at,
    });
  }
}

function linked(knex: Knex) {
  return knex('tickets')
    .whereNotNull('sys_id')
    .whereExists(links =>
      links
        .select(knex.raw('1'))
        .from('ticket_links')
        .whereRaw('ticket_links.ticket_id = tickets.id'),
    );
}

function toFollowedTicket(row: TicketRow): FollowedTicket {
  return {
    id: row.id,
    integrationId: row.integration_id,
    table: row.table_name,
    sysId: row.sys_id!,
    number: row.number ?? row.sys_id!,
    seen: toFields(row.seen_fields),
    agreed: toFields(row.agreed_fields),
    remoteModCount: row.remote_mod_count ?? undefined,
    mergedModCount: row.merged_mod_count ?? undefined,
    journalSince:
      row.journal_since === null ? undefined : toDate(row.journal_since),
    dueAt: row.inbound_due_at === null ? undefined : toDate(row.inbound_due_at),
    brokenSince:
      row.broken_since === null ? undefined : toDate(row.broken_since),
  };
}
