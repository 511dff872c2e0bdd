import type { Knex } from 'knex';
import type { StoredLink } from '../database/TicketLinkStore';
import type { AnomalyRecord } from '../domain/anomaly';
import { admitChange } from '../domain/automaticChanges';
import { decide } from '../domain/decide';
import { followTicket } from '../domain/followTicket';
import type { RemoteMerge } from '../domain/mergeRemoteState';
import { isDone } from '../domain/ticketStates';
import type { InboundParts } from './contracts';
import type { ReadTicket } from './TicketMerger';

/** What a ticket turned into, and whom it concerns. */
interface Followed {
  read: ReadTicket;
  merge: RemoteMerge;
  links: StoredLink[];
  anomalies: AnomalyRecord[];
  /** Who changed the ticket, as people are told. */
  author: string;
  at: Date;
}

/** Lets anomalies follow the states of their tickets. @internal */
export class AnomalyFollower {
  readonly #parts: InboundParts;

  constructor(parts: InboundParts) {
    this.#parts = parts;
  }

  /** Holds the anomalies of a ticket, and all tickets of these, until the transaction ends. */
  async lock(tx: Knex.Transaction, ticketId: number): Promise<AnomalyRecord[]> {
    const { links, anomalies, tickets } = this.#parts;
    const ids = (await links.listByTicket(tx, ticketId)).map(
      ({ anomalyId }) => anomalyId,
    );
    const locked = await anomalies.getAllForUpdate(
      tx,
      ids.sort((a, b) => a - b),
    );
    const related = await links.listByAnomalies(ids, tx);
    await tickets.lock(tx, [
      ...new Set([ticketId, ...related.map(({ ticket }) => ticket.id)]),
    ]);
    return locked;
  }

  /** Changes the anomalies as the ticket's turn wants it. */
  async follow(tx: Knex.Transaction, followed: Followed): Promise<void> {
    if (!followed.merge.turn) {
      return;
    }
    for (const link of followed.links) {
      const anomaly = followed.anomalies.find(
        ({ id }) => id === link.anomalyId,
      );
      if (anomaly) {
        await this.#followOne(tx, followed, { link, anomaly });
      }
    }
  }

  async #followOne(
    tx: Knex.Transaction,
    followed: Followed,
    { link, anomaly }: { link: StoredLink; anomaly: AnomalyRecord },
  ): Promise<void> {
    const { activities, links } = this.#parts;
    const { merge, read, at } = followed;
    const decision = followTicket(
      merge,
      {
        status: anomaly.status,
        isArchivedByTicket:
          anomaly.status === 'Archived' &&
          (await activities.isLastStatusOfTicket(tx, anomaly.id)),
        areTicketsDone: await this.#areTicketsDone(tx, anomaly.id),
      },
      read.integration.settings.sync.inbound,
    );
    if (!decision) {
      return;
    }
    const admitted = admitChange(
      { times: link.automaticChanges, pausedUntil: link.pausedUntil },
      at,
    );
    if (admitted.kind === 'made') {
      await links.noteAutomaticChanges(tx, link.id, admitted.times);
      await this.#decide(tx, followed, { anomaly, decision });
    } else if (admitted.kind === 'tripped') {
      await links.pause(tx, link.id, admitted.until);
      await activities.addAll(tx, [
        {
          anomalyId: anomaly.id,
          kind: 'ticket_changed',
          actor: { name: 'ServiceNow' },
          body: `changed this anomaly through ${read.remote.number} too often in a short time. For an hour what happens to the ticket is shown here, but changes nothing.`,
          ticketId: read.ticketId,
          at,
        },
      ]);
      this.#parts.logger.warn(
        `Automatic changes of anomaly ${anomaly.id} through ${read.remote.number} are held back for an hour: there were too many in a short time`,
      );
    }
  }

  async #decide(
    tx: Knex.Transaction,
    followed: Followed,
    change: {
      anomaly: AnomalyRecord;
      decision: NonNullable<ReturnType<typeof followTicket>>;
    },
  ): Promise<void> {
    const { anomalies, activities, outbox, lifecycle } = this.#parts;
    const { read, author, at } = followed;
    const { anomaly, decision } = change;
    const decided = decide(anomaly, decision, { at, rules: lifecycle });
    if (decided.entries.length === 0) {
      return;
    }
    await anomalies.updateDecided(tx, decided.anomaly, anomaly.version);
    const ids = await activities.addAll(
      tx,
      decided.entries.map(entry => ({
        ...entry,
        anomalyId: anomaly.id,
        actor: { name: author },
        body: `because of ${read.remote.number}`,
        ticketId: read.ticketId,
        at,
      })),
    );
    await outbox.enqueueForAnomaly(tx, {
      kind: 'status',
      anomalyId: anomaly.id,
      activityId: ids[0],
      status: decided.anomaly.status,
      resolution: decided.anomaly.resolution,
      actor: {
        ref: `servicenow:${read.integration.settings.name}`,
        name: author,
      },
      // It came from there.
      exceptTicketId: read.ticketId,
      at,
    });
  }

  /** Whether all tickets of an anomaly are done; those that are broken keep nobody waiting. */
  async #areTicketsDone(
    tx: Knex.Transaction,
    anomalyId: number,
  ): Promise<boolean> {
    const { links, integrations } = this.#parts;
    const linked = await links.listByAnomalies([anomalyId], tx);
    return linked.every(({ ticket }) => {
      const mapped = integrations.find(ticket.integrationId)?.settings;
      return (
        ticket.broken !== undefined ||
        (mapped !== undefined &&
          ticket.state !== undefined &&
          isDone(
            {
              table: ticket.table,
              state: ticket.state,
              active: ticket.agreedFields?.active
                ? ticket.agreedFields.active === 'true'
                : undefined,
            },
            mapped,
          ))
      );
    });
  }
}
