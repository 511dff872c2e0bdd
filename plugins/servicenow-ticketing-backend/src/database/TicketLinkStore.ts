import type { Severity } from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { severityOfRank } from '../domain/severityRank';
import { chunksOf, READ_CHUNK_SIZE, WRITE_CHUNK_SIZE } from './chunk';
import type { TicketLinkRow, TicketRow } from './tables';
import { toStoredTicket, type StoredTicket } from './TicketStore';
import { toDate } from './time';

/** A ticket tied to an anomaly. @internal */
export interface StoredLink {
  id: number;
  anomalyId: number;
  origin: 'created' | 'linked';
  createdBy?: string;
  createdAt: Date;
  /** Until then its ticket changes nothing here, because it did so too often. */
  pausedUntil?: Date;
  /** When its ticket last changed the anomaly. */
  automaticChanges: Date[];
  ticket: StoredTicket;
}

/** A link about to be written. @internal */
export interface NewLink {
  anomalyId: number;
  ticketId: number;
  origin: 'created' | 'linked';
  idempotencyKey?: string;
  createdBy: string;
  at: Date;
}

/** Keeps which tickets belong to which anomalies. @internal */
export class TicketLinkStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Writes a link; `undefined` when the anomaly has one with this ticket or this idempotency key already. */
  async insert(
    tx: Knex.Transaction,
    link: NewLink,
  ): Promise<number | undefined> {
    const [row] = await tx('ticket_links')
      .insert({
        anomaly_id: link.anomalyId,
        ticket_id: link.ticketId,
        origin: link.origin,
        idempotency_key: link.idempotencyKey ?? null,
        created_by: link.createdBy,
        created_at: link.at,
      })
      .onConflict()
      .ignore()
      .returning('id');
    return row?.id;
  }

  /** Writes links of anomalies that have none with these tickets yet; answers with their ids by anomaly. */
  async insertAll(
    tx: Knex.Transaction,
    links: Omit<NewLink, 'idempotencyKey'>[],
  ): Promise<Map<number, number>> {
    const ids = new Map<number, number>();
    for (const chunk of chunksOf(links, WRITE_CHUNK_SIZE)) {
      const rows = await tx('ticket_links')
        .insert(
          chunk.map(link => ({
            anomaly_id: link.anomalyId,
            ticket_id: link.ticketId,
            origin: link.origin,
            idempotency_key: null,
            created_by: link.createdBy,
            created_at: link.at,
          })),
        )
        .onConflict()
        .ignore()
        .returning(['id', 'anomaly_id']);
      rows.forEach(row => ids.set(row.anomaly_id, row.id));
    }
    return ids;
  }

  /** Which of these anomalies have a ticket in an integration. */
  async withTicketsIn(
    tx: Knex.Transaction,
    query: { integrationId: number; anomalyIds: number[] },
  ): Promise<Set<number>> {
    const found = new Set<number>();
    for (const ids of chunksOf(query.anomalyIds, READ_CHUNK_SIZE)) {
      const rows: { anomaly_id: number }[] = await tx('ticket_links')
        .join('tickets', 'tickets.id', 'ticket_links.ticket_id')
        .where('tickets.integration_id', query.integrationId)
        .whereIn('ticket_links.anomaly_id', ids)
        .distinct('ticket_links.anomaly_id');
      rows.forEach(row => found.add(row.anomaly_id));
    }
    return found;
  }

  async get(
    key: { anomalyId: number; linkId: number },
    tx: Knex = this.#knex,
  ): Promise<StoredLink | undefined> {
    const [link] = await readLinks(tx, links =>
      links.where({
        'ticket_links.id': key.linkId,
        'ticket_links.anomaly_id': key.anomalyId,
      }),
    );
    return link;
  }

  async find(
    id: number,
    tx: Knex = this.#knex,
  ): Promise<StoredLink | undefined> {
    const [link] = await readLinks(tx, links =>
      links.where({ 'ticket_links.id': id }),
    );
    return link;
  }

  /** The links of tickets, oldest first. */
  async listByTickets(ticketIds: number[]): Promise<StoredLink[]> {
    const found: StoredLink[] = [];
    for (const ids of chunksOf(ticketIds, READ_CHUNK_SIZE)) {
      found.push(
        ...(await readLinks(this.#knex, links =>
          links.whereIn('ticket_links.ticket_id', ids),
        )),
      );
    }
    return found;
  }

  async findByIdempotencyKey(
    tx: Knex,
    key: { anomalyId: number; idempotencyKey: string },
  ): Promise<StoredLink | undefined> {
    const [link] = await readLinks(tx, links =>
      links.where({
        'ticket_links.anomaly_id': key.anomalyId,
        'ticket_links.idempotency_key': key.idempotencyKey,
      }),
    );
    return link;
  }

  /** The links of anomalies, oldest first. */
  async listByAnomalies(
    anomalyIds: number[],
    tx: Knex = this.#knex,
  ): Promise<StoredLink[]> {
    const found: StoredLink[] = [];
    for (const ids of chunksOf(anomalyIds, READ_CHUNK_SIZE)) {
      found.push(
        ...(await readLinks(tx, links =>
          links.whereIn('ticket_links.anomaly_id', ids),
        )),
      );
    }
    return found;
  }

  /** The anomalies that any of these tickets are linked to. */
  async listAnomaliesOf(ticketIds: number[]): Promise<number[]> {
    const found = new Set<number>();
    for (const ids of chunksOf(ticketIds, READ_CHUNK_SIZE)) {
      const rows = await this.#knex('ticket_links')
        .whereIn('ticket_id', ids)
        .distinct('anomaly_id');
      rows.forEach(row => found.add(row.anomaly_id));
    }
    return [...found];
  }

  /** How many anomalies of each ticket are not archived, and the worst severity among them; tickets without are left out. */
  async listOpen(
    tx: Knex.Transaction,
    ticketIds: number[],
  ): Promise<Map<number, { count: number; worst: Severity }>> {
    const found = new Map<number, { count: number; worst: Severity }>();
    for (const ids of chunksOf(ticketIds, READ_CHUNK_SIZE)) {
      const rows = await tx('ticket_links')
        .join('anomalies', 'anomalies.id', 'ticket_links.anomaly_id')
        .whereIn('ticket_links.ticket_id', ids)
        .whereNot('anomalies.status', 'Archived')
        .groupBy('ticket_links.ticket_id')
        .select('ticket_links.ticket_id')
        .count({ open: '*' })
        .min({ worst: 'anomalies.severity' });
      for (const row of rows) {
        found.set(Number(row.ticket_id), {
          count: Number(row.open),
          worst: severityOfRank(Number(row.worst)),
        });
      }
    }
    return found;
  }

  /** The links of a ticket, oldest first. */
  async listByTicket(
    tx: Knex.Transaction,
    ticketId: number,
  ): Promise<StoredLink[]> {
    return readLinks(tx, links =>
      links.where('ticket_links.ticket_id', ticketId),
    );
  }

  /** Keeps when a ticket last changed its anomaly. */
  async noteAutomaticChanges(
    tx: Knex.Transaction,
    id: number,
    times: readonly Date[],
  ): Promise<void> {
    await tx('ticket_links')
      .where({ id })
      .update({ automatic_changes: JSON.stringify(times) });
  }

  /** Holds back what a ticket does to its anomaly. */
  async pause(tx: Knex.Transaction, id: number, until: Date): Promise<void> {
    await tx('ticket_links').where({ id }).update({ paused_until: until });
  }

  async delete(tx: Knex.Transaction, id: number): Promise<boolean> {
    return (await tx('ticket_links').where({ id }).delete()) === 1;
  }

  async deleteByTicket(tx: Knex.Transaction, ticketId: number): Promise<void> {
    await tx('ticket_links').where({ ticket_id: ticketId }).delete();
  }
}

async function readLinks(
  tx: Knex,
  filter: (links: Knex.QueryBuilder) => Knex.QueryBuilder,
): Promise<StoredLink[]> {
  const rows: (TicketRow & {
    link_id: number;
    anomaly_id: number;
    origin: TicketLinkRow['origin'];
    linked_by: string | null;
    linked_at: TicketLinkRow['created_at'];
    paused_until: TicketLinkRow['paused_until'];
    automatic_changes: string | null;
  })[] = await filter(
    tx('ticket_links')
      .join('tickets', 'tickets.id', 'ticket_links.ticket_id')
      .orderBy('ticket_links.id')
      .select('tickets.*', {
        link_id: 'ticket_links.id',
        anomaly_id: 'ticket_links.anomaly_id',
        origin: 'ticket_links.origin',
        linked_by: 'ticket_links.created_by',
        linked_at: 'ticket_links.created_at',
        paused_until: 'ticket_links.paused_until',
        automatic_changes: 'ticket_links.automatic_changes',
      }),
  );
  return rows.map(row => ({
    id: row.link_id,
    anomalyId: row.anomaly_id,
    origin: row.origin,
    createdBy: row.linked_by ?? undefined,
    createdAt: toDate(row.linked_at),
    pausedUntil:
      row.paused_until === null ? undefined : toDate(row.paused_until),
    automaticChanges: (
      JSON.parse(row.automatic_changes ?? '[]') as string[]
    ).map(text => new Date(text)),
    ticket: toStoredTicket(row),
  }));
}
