import { randomBytes } from 'node:crypto';
import type { DeliveryKind } from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { NewDelivery } from '../database/deliveryRows';
import type { DeliveryStore } from '../database/DeliveryStore';
import type { StoredLink, TicketLinkStore } from '../database/TicketLinkStore';
import type { TicketStore } from '../database/TicketStore';
import type { Actor, AnomalyChange } from '../domain/anomalyChange';
import type { TicketAction } from '../domain/ticketAction';
import { severityRank } from '../domain/severityRank';
import {
  commentNote,
  linkNote,
  severityNote,
  statusNote,
  unlinkNote,
  type NoteOrigin,
} from '../domain/workNotes';
import { contentOfAction } from './contentOfAction';
import type {
  CreatePayload,
  LinkPayload,
  NotePayload,
  ResolvePayload,
  SeverityPayload,
  StatusPayload,
} from './payloads';

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
}

/** Writes deliveries; the worker takes them from there. @internal */
export class DatabaseOutbox {
  readonly #deliveries: DeliveryStore;
  readonly #tickets: TicketStore;
  readonly #links: TicketLinkStore;
  readonly #productName: string;
  readonly #onNudge: () => void;

  constructor(options: {
    deliveries: DeliveryStore;
    tickets: TicketStore;
    links: TicketLinkStore;
    productName: string;
    /** Called after commits, when there is something to do. */
    onNudge: () => void;
  }) {
    this.#deliveries = options.deliveries;
    this.#tickets = options.tickets;
    this.#links = options.links;
    this.#productName = options.productName;
    this.#onNudge = options.onNudge;
  }

  /** Tells the worker, after the commit, that there is something to do. */
  nudge(): void {
    this.#onNudge();
  }

  /**
   * Writes one delivery per ticket linked to the anomaly, inside the caller's transaction, which has written the
   * anomaly already. Returns how many tickets hear of it.
   */
  async enqueueForAnomaly(
    tx: Knex.Transaction,
    change: AnomalyChange,
  ): Promise<number> {
    const links = (
      await this.#links.listByAnomalies([change.anomalyId], tx)
    ).filter(({ ticket }) => ticket.id !== change.exceptTicketId);
    await this.#tickets.lock(
      tx,
      links.map(link => link.ticket.id),
    );
    const deliveries: NewDelivery[] = [];
    for (const link of links) {
      deliveries.push(
        toNewDelivery(
          { ...change, ticket: link.ticket, linkId: link.id },
          await this.#contentOf(tx, change, link),
        ),
      );
    }
    await this.#deliveries.insertAll(tx, deliveries);
    return links.length;
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
    content: { details: string[]; anomalyUrl: string },
  ): Promise<number> {
    await this.#tickets.lock(tx, [change.ticket.id]);
    const origin = this.#originOf(change);
    const payload: LinkPayload = {
      ...noteOf(
        origin,
        linkNote(origin, { at: change.at, anomalyUrl: content.anomalyUrl }),
      ),
      details: content.details,
    };
    return this.#enqueue(tx, change, { kind: 'link', payload });
  }

  /** The ticket is to tell that it is not linked any more. */
  async enqueueUnlink(
    tx: Knex.Transaction,
    change: TicketChange,
  ): Promise<number> {
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

  async #contentOf(
    tx: Knex.Transaction,
    change: AnomalyChange,
    link: StoredLink,
  ): Promise<Content> {
    switch (change.kind) {
      case 'comment': {
        const origin = this.#originOf(change);
        return {
          kind: 'comment',
          payload: noteOf(origin, commentNote(origin, change.text)),
        };
      }
      case 'severity':
        return this.#severityContent(tx, change, link);
      case 'status':
        return this.#statusContent(tx, change, link);
      default:
        throw new Error(`Unknown change ${change satisfies never}`);
    }
  }

  /** A ticket of several anomalies carries the severity of the worst of them. */
  async #severityContent(
    tx: Knex.Transaction,
    change: ChangeOf<'severity'>,
    link: StoredLink,
  ): Promise<Content> {
    const others = await this.#links.worstOpenSeverity(tx, {
      ticketId: link.ticket.id,
      exceptAnomalyId: change.anomalyId,
    });
    const worst =
      others && severityRank(others) < severityRank(change.severity)
        ? others
        : change.severity;
    const origin = this.#originOf(change);
    const payload: SeverityPayload = {
      ...noteOf(
        origin,
        severityNote(origin, { at: change.at, severity: worst }),
      ),
      severity: worst,
    };
    return { kind: 'severity', payload };
  }

  async #statusContent(
    tx: Knex.Transaction,
    change: ChangeOf<'status'>,
    link: StoredLink,
  ): Promise<Content> {
    const origin = this.#originOf(change);
    const note = noteOf(origin, statusNote(origin, change));
    const resolves =
      change.status === 'Archived' &&
      change.resolution === 'Resolved' &&
      (await this.#links.countOpenAnomalies(tx, {
        ticketId: link.ticket.id,
        exceptAnomalyId: change.anomalyId,
      })) === 0;
    if (!resolves) {
      const status: StatusPayload = {
        ...note,
        acknowledges: change.status === 'Acknowledged',
      };
      return { kind: 'status', payload: status };
    }
    const payload: ResolvePayload = {
      ...note,
      closeNotes: change.comment ?? '',
    };
    return { kind: 'resolve', payload };
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

type ChangeOf<TKind> = Extract<AnomalyChange, { kind: TKind }>;

interface Content {
  kind: DeliveryKind;
  payload: object;
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
  };
}

function noteOf(origin: NoteOrigin, note: string): NotePayload {
  return { note, marker: origin.marker };
}
