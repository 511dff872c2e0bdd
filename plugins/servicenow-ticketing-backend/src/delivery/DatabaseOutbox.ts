import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import type { NewDelivery } from '../database/deliveryRows';
import type { DeliveryStore } from '../database/DeliveryStore';
import type { TicketLinkStore } from '../database/TicketLinkStore';
import type { StoredTicket, TicketStore } from '../database/TicketStore';
import type { Actor, AnomalyChange } from '../domain/anomalyChange';
import { decideUpdate, type UpdateSettings } from '../domain/outboundUpdate';
import type { TicketAction } from '../domain/ticketAction';
import { linkNote, unlinkNote, type NoteOrigin } from '../domain/workNotes';
import { contentOfAction } from './contentOfAction';
import { contentOf, noteOf, type Content } from './outboxContent';
import type { CreatePayload, LinkPayload } from './payloads';
import { tellOnce } from './tellOnce';

/*
 * The promise: what is written here, in the transaction of what caused it, reaches ServiceNow once, and the changes
 * of one ticket reach it in the order in which they were committed. It rests on the lock of the ticket's row, taken
 * before a delivery gets its id, on the claim (one delivery per ticket at a time, the oldest first), and on what the
 * handlers look up before they try again.
 */

/** Bytes of chance in a marker: 40 bits tell the notes of one ticket apart for good. */
const MARKER_BYTES = 5;

/** A change of one ticket that a person asked for. @internal */
export interface TicketChange {
  ticket: { id: number; integrationId: number };
  anomalyId: number;
  linkId?: number;
  activityId?: number;
  actor: Actor;
  at: Date;
  /** Not to be delivered before, and why, in words. */
  wait?: { until: Date; because: string };
}

/** Writes deliveries; the worker takes them from there. @internal */
export class DatabaseOutbox {
  readonly #deliveries: DeliveryStore;
  readonly #tickets: TicketStore;
  readonly #links: TicketLinkStore;
  readonly #productName: string;
  readonly #settingsOf: (integrationId: number) => UpdateSettings | undefined;
  readonly #onNudge: () => void;

  constructor(options: {
    deliveries: DeliveryStore;
    tickets: TicketStore;
    links: TicketLinkStore;
    productName: string;
    /** Of an integration; `undefined` when it cannot be used just now. */
    settingsOf: (integrationId: number) => UpdateSettings | undefined;
    /** Called after commits, when there is something to do. */
    onNudge: () => void;
  }) {
    this.#deliveries = options.deliveries;
    this.#tickets = options.tickets;
    this.#links = options.links;
    this.#productName = options.productName;
    this.#settingsOf = options.settingsOf;
    this.#onNudge = options.onNudge;
  }

  /** Tells the worker, after the commit, that there is something to do. */
  nudge(): void {
    this.#onNudge();
  }

  /**
   * Writes what the tickets linked to the anomaly are to hear of a change, inside the caller's transaction, which has
   * written the anomaly already. Returns how many deliveries there are.
   */
  async enqueueForAnomaly(
    tx: Knex.Transaction,
    change: AnomalyChange,
  ): Promise<number> {
    return this.enqueueForAnomalies(tx, [change]);
  }

  /**
   * The same for many changes. What several anomalies of one ticket have in common, as when all of them pass again, is
   * told once.
   */
  async enqueueForAnomalies(
    tx: Knex.Transaction,
    changes: AnomalyChange[],
  ): Promise<number> {
    const links = await this.#links.listByAnomalies(
      [...new Set(changes.map(({ anomalyId }) => anomalyId))],
      tx,
    );
    const ticketIds = [...new Set(links.map(({ ticket }) => ticket.id))];
    await this.#tickets.lock(tx, ticketIds);
    const open = await this.#links.listOpen(tx, ticketIds);
    const told = tellOnce(changes, links, ({ ticket }, change) =>
      ticket.id === change.exceptTicketId
        ? undefined
        : decideUpdate(change, {
            settings: this.#settingsOf(ticket.integrationId),
            openAnomalies: open.get(ticket.id)?.count ?? 0,
          }),
    );
    const withdrawn = new Set<number>();
    for (const { link, update, change } of told) {
      if (
        update.kind === 'resolve' &&
        (await this.#withdraw(tx, link.ticket, change.at))
      ) {
        withdrawn.add(link.ticket.id);
      }
    }
    const wanted = told.filter(({ link }) => !withdrawn.has(link.ticket.id));
    const deliveries = wanted.map(({ link, update, change, anomalyIds }) =>
      toNewDelivery(
        { ...change, ticket: link.ticket, linkId: link.id },
        contentOf(change, {
          update,
          origin: { ...this.#originOf(change), anomalyIds },
          worst: open.get(link.ticket.id)?.worst,
        }),
      ),
    );
    await this.#deliveries.insertAll(tx, deliveries);
    return deliveries.length;
  }

  /** The ticket is to be made in ServiceNow; returns the delivery's id. */
  async enqueueCreate(
    tx: Knex.Transaction,
    change: TicketChange,
    payload: CreatePayload,
  ): Promise<number> {
    return this.#enqueue(tx, change, { kind: 'create', payload });
  }

  /** The ticket is to tell that it is linked, and to carry the details. */
  async enqueueLink(
    tx: Knex.Transaction,
    change: TicketChange,
    content: { details: string[]; anomalyUrl: string; anomalyIds?: number[] },
  ): Promise<number> {
    await this.#tickets.lock(tx, [change.ticket.id]);
    const origin = {
      ...this.#originOf(change),
      anomalyIds: content.anomalyIds,
    };
    const payload: LinkPayload = {
      ...noteOf(
        origin,
        linkNote(origin, { at: change.at, anomalyUrl: content.anomalyUrl }),
      ),
      details: content.details,
    };
    return this.#enqueue(tx, change, { kind: 'link', payload });
  }

  /** The ticket is to tell that it is not linked any more, unless the integration wants no such notes. */
  async enqueueUnlink(
    tx: Knex.Transaction,
    change: TicketChange,
  ): Promise<number | undefined> {
    const sync = this.#settingsOf(change.ticket.integrationId)?.sync;
    if (
      sync?.outbound.unlink === false ||
      sync?.forwarding === 'only-on-forwarding'
    ) {
      return undefined;
    }
    const origin = this.#originOf(change);
    const payload = noteOf(origin, unlinkNote(origin, change.at));
    return this.#enqueue(tx, change, { kind: 'unlink', payload });
  }

  /** A person acts on the ticket itself. The ticket is locked already. */
  async enqueueAction(
    tx: Knex.Transaction,
    change: TicketChange,
    action: TicketAction,
  ): Promise<number> {
    return this.#enqueue(
      tx,
      change,
      contentOfAction(this.#originOf(change), { ...action, at: change.at }),
    );
  }

  /**
   * A ticket that nobody asked for, and that was not begun when all of its anomalies were resolved, is not made at all.
   * Returns whether that is so.
   */
  async #withdraw(
    tx: Knex.Transaction,
    ticket: StoredTicket,
    at: Date,
  ): Promise<boolean> {
    if (!ticket.forwardedAt || ticket.sysId) {
      return false;
    }
    const creation = await this.#deliveries.findCreation(ticket.id, tx);
    // Whoever has begun meanwhile holds the row, and is not disturbed.
    const isGivenUp =
      creation?.status === 'pending' &&
      (await this.#deliveries.discard(tx, { id: creation.id }, at)) === 1;
    if (isGivenUp) {
      await this.#deliveries.discard(tx, { ticketId: ticket.id }, at);
      await this.#links.deleteByTicket(tx, ticket.id);
    }
    return isGivenUp;
  }

  #originOf(change: { anomalyId: number; actor: Actor }): NoteOrigin {
    return {
      productName: this.#productName,
      anomalyId: change.anomalyId,
      authorName: change.actor.name,
      marker: randomBytes(MARKER_BYTES).toString('hex'),
    };
  }

  async #enqueue(
    tx: Knex.Transaction,
    change: TicketChange,
    content: Content,
  ): Promise<number> {
    return this.#deliveries.insert(tx, toNewDelivery(change, content));
  }
}

function toNewDelivery(change: TicketChange, content: Content): NewDelivery {
  return {
    integrationId: change.ticket.integrationId,
    ticketId: change.ticket.id,
    anomalyId: change.anomalyId,
    linkId: change.linkId,
    activityId: change.activityId,
    kind: content.kind,
    payload: content.payload,
    createdBy: change.actor.ref,
    at: change.at,
    wait: change.wait,
  };
}
