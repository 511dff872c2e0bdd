import type { Knex } from 'knex';
import { afterAnswer, isStale, tellsFields } from '../domain/fieldSnapshots';
import { journalStart } from '../domain/journalStart';
import type { FieldValues, RemoteTicket } from '../domain/remoteTicket';
import { chunksOf, READ_CHUNK_SIZE, WRITE_CHUNK_SIZE } from './chunk';
import { refreshQueues } from './operations/deliveries/queues';
import type { TicketRow } from './tables';
import { toDate } from './time';
import { valueTable } from './valueTable';

/** Most characters our columns keep of what ServiceNow says; see the migrations. */
const MAX_STATE = 40;
const MAX_LABEL = 80;
const MAX_NAME = 255;

/** What an answer changes. */
const ANSWERED_COLUMNS = {
  id: 'integer',
  sys_id: 'text',
  number: 'text',
  title: 'text',
  state: 'text',
  state_label: 'text',
  priority: 'text',
  assigned_to: 'text',
  remote_updated_at: 'timestamptz',
  remote_mod_count: 'integer',
  synced_at: 'timestamptz',
  agreed_fields: 'text',
  seen_fields: 'text',
} as const;

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
  /** When it was made without a person, or may be. */
  forwardedAt?: Date;
  /** Whether it is to be read again, whatever was read since. */
  isDue: boolean;
  /** What both sides last agreed on: a value in ServiceNow that differs was put there by somebody else. */
  agreedFields?: FieldValues;
  /** Why nothing can be done with it any more, in words. */
  broken?: { reason: string; since: Date };
}

/** A ticket that ServiceNow is still to make. @internal */
export interface WantedTicket {
  integrationId: number;
  table: string;
  correlationId: string;
  title: string;
  /** Anomalies with the same one may join it. */
  groupKey?: string;
  /** When it may be made, where no person asked for it. */
  forwardedAt?: Date;
  /** The closed ticket whose place it takes. */
  replacesId?: number;
  at: Date;
}

/** How far a ticket is known, to tell what is new in an answer about it. @internal */
export type KnownPicture = Pick<
  TicketRow,
  'id' | 'agreed_fields' | 'seen_fields' | 'remote_mod_count'
>;

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
    ticket: WantedTicket,
  ): Promise<number> {
    const [id] = await this.insertAllWanted(tx, [ticket]);
    return id;
  }

  /** The same for many; answers with their ids in the order given. */
  async insertAllWanted(
    tx: Knex.Transaction,
    wanted: WantedTicket[],
  ): Promise<number[]> {
    const ids = new Map<string, number>();
    for (const chunk of chunksOf(wanted, WRITE_CHUNK_SIZE)) {
      const rows = await tx('tickets')
        .insert(
          chunk.map(ticket => ({
            integration_id: ticket.integrationId,
            table_name: ticket.table,
            correlation_id: ticket.correlationId,
            title: ticket.title,
            group_key: ticket.groupKey ?? null,
            forwarded_at: ticket.forwardedAt ?? null,
            replaces_id: ticket.replacesId ?? null,
            created_at: ticket.at,
          })),
        )
        .returning(['id', 'correlation_id']);
      rows.forEach(row => ids.set(row.correlation_id!, row.id));
    }
    return wanted.map(({ correlationId }) => ids.get(correlationId)!);
  }

  /** The newest ticket of each group, by its key. */
  async findGroups(
    tx: Knex.Transaction,
    query: { integrationId: number; keys: string[] },
  ): Promise<Map<string, StoredTicket>> {
    const found = new Map<string, StoredTicket>();
    for (const keys of chunksOf(query.keys, READ_CHUNK_SIZE)) {
      const rows = await tx('tickets')
        .where('integration_id', query.integrationId)
        .whereIn('group_key', keys)
        .orderBy('id');
      rows.forEach(row => found.set(row.group_key!, toStoredTicket(row)));
    }
    return found;
  }

  /** When the newest tickets were made without a person, or may be: those after a moment, at most `limit`. */
  async listForwardedAfter(
    tx: Knex.Transaction,
    query: { integrationId: number; after: Date; limit: number },
  ): Promise<Date[]> {
    const rows = await tx('tickets')
      .where('integration_id', query.integrationId)
      .where('forwarded_at', '>', query.after)
      .orderBy('forwarded_at', 'desc')
      .limit(query.limit)
      .select('forwarded_at');
    return rows.map(row => toDate(row.forwarded_at!));
  }

  /** The newest ticket that took the place of another, directly or of one that did. */
  async findReplacement(
    tx: Knex.Transaction,
    id: number,
  ): Promise<StoredTicket | undefined> {
    const row = await tx('tickets')
      .where('replaces_id', id)
      .orderBy('id', 'desc')
      .first();
    return (
      row && ((await this.findReplacement(tx, row.id)) ?? toStoredTicket(row))
    );
  }

  /** Writes what ServiceNow says of a record, known before or not. */
  async upsertRemote(
    tx: Knex.Transaction,
    ticket: { integrationId: number; remote: RemoteTicket; at: Date },
  ): Promise<number> {
    const { integrationId, remote, at } = ticket;
    // Whatever changed before it was linked is too old for the next poll.
    const columns = { ...remoteColumns(remote, at), inbound_due_at: at };
    const [row] = await tx('tickets')
      .insert({
        integration_id: integrationId,
        table_name: remote.table,
        created_at: at,
        ...columns,
        ...firstPicture(remote),
        journal_since: journalStart(remote, at),
      })
      .onConflict(['integration_id', 'table_name', 'sys_id'])
      .merge(columns)
      .returning('id');
    return row.id;
  }

  /**
   * Writes what ServiceNow says of a ticket after we wrote to it, or made it. What others changed meanwhile is shown,
   * but stays news for the next merge; an answer that is older than what is known changes nothing. When somebody linked the same record by hand while it was being
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
    const known = await tx('tickets')
      .where(
        recordColumns({
          integrationId,
          table: remote.table,
          sysId: remote.sysId,
        }),
      )
      .forUpdate()
      .first();
    if (!known) {
      await tx('tickets')
        .where({ id })
        .update({
          ...remoteColumns(remote, at),
          ...firstPicture(remote),
          journal_since: remote.createdAt ?? at,
          // Somebody may have changed it before we knew its sys_id.
          inbound_due_at: at,
        });
      return;
    }
    if (known.id !== id) {
      await mergeTickets(tx, { from: id, into: known.id });
    }
    if (!isStale(remote, known.remote_mod_count ?? undefined)) {
      await tx('tickets')
        .where({ id: known.id })
        .update(answeredColumns(known, remote, at));
    }
  }

  /** As {@link applyRemote}, for tickets whose rows are held and whose records are known already. */
  async refreshAll(
    tx: Knex.Transaction,
    known: KnownPicture[],
    answers: { remotes: Map<number, RemoteTicket>; at: Date },
  ): Promise<void> {
    const rows = known.flatMap(row => {
      const remote = answers.remotes.get(row.id)!;
      return isStale(remote, row.remote_mod_count ?? undefined)
        ? []
        : [{ id: row.id, ...answeredColumns(row, remote, answers.at) }];
    });
    if (rows.length > 0) {
      const { id: _, ...columns } = ANSWERED_COLUMNS;
      const changes = Object.keys(columns).map(
        name => `${name} = news.${name}`,
      );
      await tx.raw(
        `update tickets set ${changes.join(
          ', ',
        )} from ? where tickets.id = news.id`,
        [valueTable(tx, 'news', { columns: ANSWERED_COLUMNS, rows: rows })],
      );
    }
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
    await tx('delivery_queues').where({ ticket_id: id }).delete();
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
    forwardedAt:
      row.forwarded_at === null ? undefined : toDate(row.forwarded_at),
    isDue: row.inbound_due_at !== null,
    agreedFields: toFields(row.agreed_fields),
    broken:
      row.broken_reason === null || row.broken_since === null
        ? undefined
        : { reason: row.broken_reason, since: toDate(row.broken_since) },
  };
}

/** Reads a picture of the fields of a ticket. @internal */
export function toFields(json: string | null): FieldValues | undefined {
  return json === null ? undefined : JSON.parse(json);
}

/** What there is when a ticket becomes known is agreed upon, and no news. */
function firstPicture(remote: RemoteTicket) {
  const picture = JSON.stringify(afterAnswer(undefined, remote));
  return {
    agreed_fields: picture,
    seen_fields: picture,
    merged_mod_count: remote.modCount ?? null,
  };
}

function recordColumns(key: RecordKey) {
  return {
    integration_id: key.integrationId,
    table_name: key.table,
    sys_id: key.sysId,
  };
}

/** What is shown of a ticket. @internal */
export function remoteColumns(remote: RemoteTicket, at: Date) {
  return {
    sys_id: remote.sysId,
    number: remote.number.slice(0, MAX_STATE),
    title: remote.title,
    state: remote.state.slice(0, MAX_STATE),
    state_label: remote.stateLabel.slice(0, MAX_LABEL),
    priority: remote.priorityLabel.slice(0, MAX_LABEL),
    assigned_to: remote.assignedTo?.slice(0, MAX_NAME) ?? null,
    remote_updated_at: remote.updatedAt ?? null,
    remote_mod_count: remote.modCount ?? null,
    synced_at: at,
  };
}

/** What a ticket becomes when ServiceNow has answered about its record. */
function answeredColumns(known: KnownPicture, remote: RemoteTicket, at: Date) {
  return {
    ...remoteColumns(remote, at),
    agreed_fields: pictureAfter(known.agreed_fields, remote),
    seen_fields: pictureAfter(known.seen_fields, remote),
  };
}

function pictureAfter(before: string | null, remote: RemoteTicket): string {
  return before !== null && !tellsFields(remote)
    ? before
    : JSON.stringify(afterAnswer(toFields(before), remote));
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
  for (const table of ['deliveries', 'activities'] as const) {
    await tx(table).where({ ticket_id: from }).update({ ticket_id: into });
  }
  await tx('delivery_queues').where({ ticket_id: from }).delete();
  await refreshQueues(tx, [into]);
  await tx('tickets').where({ id: from }).delete();
}
