import { randomUUID } from 'node:crypto';
import { MAX_TITLE_LENGTH } from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { ActivityStore } from '../../database/ActivityStore';
import type { AnomalyStore } from '../../database/AnomalyStore';
import type { TicketLinkStore } from '../../database/TicketLinkStore';
import type { StoredTicket, TicketStore } from '../../database/TicketStore';
import type { AnomalyRecord } from '../../domain/anomaly';
import { applyMapping } from '../../domain/applyMapping';
import type { EntityFacts } from '../../domain/entityFacts';
import type { RemoteTicket } from '../../domain/remoteTicket';
import { cut } from '../../domain/text';
import { anomalyDetails } from '../../domain/ticketDescription';
import { standingOf } from '../../domain/ticketStates';
import type { Actor, ChangeAnnouncer, TicketOutbox } from '../contracts';
import type { EntityDirectory } from '../EntityDirectory';
import type {
  ConnectedIntegration,
  IntegrationRegistry,
} from '../IntegrationRegistry';
import type { TicketFacts } from '../TicketFacts';

/** A ticket that is closed although its anomaly is open again. */
interface ClosedTicket {
  delivery: { anomalyId: number; createdBy?: string };
  ticket: StoredTicket;
  payload: { actorName: string };
  closed: RemoteTicket;
}

interface Replacement extends ClosedTicket {
  integration: ConnectedIntegration;
  anomaly: AnomalyRecord;
  entity: EntityFacts | undefined;
}

interface TicketReplacerOptions {
  knex: Knex;
  integrations: IntegrationRegistry;
  anomalies: AnomalyStore;
  activities: ActivityStore;
  tickets: TicketStore;
  links: TicketLinkStore;
  outbox: TicketOutbox;
  announcer: ChangeAnnouncer;
  facts: TicketFacts;
  entities: EntityDirectory;
  now?: () => Date;
}

/**
 * Has new tickets take the place of closed ones. However often it is asked, each anomaly gets one ticket in the place
 * of a closed one; anomalies that shared the closed one share the new one.
 */
export class TicketReplacer {
  readonly #options: TicketReplacerOptions;

  constructor(options: TicketReplacerOptions) {
    this.#options = options;
  }

  async replace(closed: ClosedTicket): Promise<void> {
    const { knex, integrations, anomalies, entities, outbox, announcer } =
      this.#options;
    const integration = integrations.find(closed.ticket.integrationId);
    const known = await anomalies.get(closed.delivery.anomalyId);
    if (!integration || !known) {
      return;
    }
    const entity = await entities.describe(known.entityRefs);
    await knex.transaction(async tx => {
      // Held, so that two closed tickets of one anomaly do not get two new ones.
      const anomaly = await anomalies.getForUpdate(tx, known.id);
      if (anomaly && (await this.#isNeeded(tx, closed, integration))) {
        await this.#write(tx, { ...closed, integration, anomaly, entity });
      }
    });
    outbox.nudge();
    announcer.anomaliesChanged([known.id]);
  }

  /** Not when the anomaly was archived or unlinked meanwhile, nor when another of its tickets goes on. */
  async #isNeeded(
    tx: Knex.Transaction,
    { ticket, delivery }: ClosedTicket,
    { settings }: ConnectedIntegration,
  ): Promise<boolean> {
    const anomaly = await this.#options.anomalies.get(delivery.anomalyId, tx);
    const links = await this.#options.links.listByAnomalies(
      [delivery.anomalyId],
      tx,
    );
    return (
      anomaly?.status !== 'Archived' &&
      links.some(link => link.ticket.id === ticket.id) &&
      links.every(
        link => link.ticket.id === ticket.id || isClosed(link.ticket, settings),
      )
    );
  }

  async #write(tx: Knex.Transaction, replacement: Replacement): Promise<void> {
    const { tickets } = this.#options;
    const { ticket, integration } = replacement;
    await tickets.lock(tx, [ticket.id]);
    const known = await tickets.findReplacement(tx, ticket.id);
    if (known && !isClosed(known, integration.settings)) {
      await this.#join(tx, replacement, known);
    } else {
      await this.#create(tx, replacement, known ?? ticket);
    }
  }

  async #create(
    tx: Knex.Transaction,
    replacement: Replacement,
    replaced: StoredTicket,
  ): Promise<void> {
    const { tickets, links, activities, outbox, facts } = this.#options;
    const { ticket, closed, integration, anomaly, entity } = replacement;
    const actor = actorOf(replacement);
    const at = this.#now();
    const request = {
      title: cut(closed.title || ticket.title, MAX_TITLE_LENGTH),
      description: `Goes on from ${
        closed.number
      }, which is ${closed.stateLabel.toLocaleLowerCase(
        'en-US',
      )}: its anomaly is open again.`,
    };
    const { fields, references, derived } = applyMapping(request, {
      facts: facts.of(anomaly, { user: actor, entity }),
      mapping: integration.settings.mapping,
      isMappedTable: ticket.table === integration.settings.table,
      at,
    });
    const ticketId = await tickets.insertWanted(tx, {
      integrationId: integration.id,
      table: ticket.table,
      correlationId: `anomaly-${anomaly.id}-${randomUUID()}`,
      title: request.title,
      replacesId: replaced.id,
      at,
    });
    const linkId = await links.insert(tx, {
      anomalyId: anomaly.id,
      ticketId,
      origin: 'created',
      createdBy: actor.ref,
      at,
    });
    const [activityId] = await activities.addAll(tx, [
      {
        anomalyId: anomaly.id,
        kind: 'ticket_created',
        actor,
        body: `${request.title} (instead of ${closed.number})`,
        at,
      },
    ]);
    await outbox.enqueueCreate(
      tx,
      {
        ticket: { id: ticketId, integrationId: integration.id },
        anomalyId: anomaly.id,
        linkId,
        activityId,
        actor,
        at,
      },
      { fields, references, derived, request: JSON.stringify(request) },
    );
  }

  /** Another anomaly of the closed ticket was open again before. */
  async #join(
    tx: Knex.Transaction,
    replacement: Replacement,
    ticket: StoredTicket,
  ): Promise<void> {
    const { links, activities, outbox, facts } = this.#options;
    const { closed, anomaly, entity } = replacement;
    const actor = actorOf(replacement);
    const at = this.#now();
    const linkId = await links.insert(tx, {
      anomalyId: anomaly.id,
      ticketId: ticket.id,
      origin: 'linked',
      createdBy: actor.ref,
      at,
    });
    if (linkId === undefined) {
      return;
    }
    const [activityId] = await activities.addAll(tx, [
      {
        anomalyId: anomaly.id,
        kind: 'ticket_linked',
        actor,
        body: `${ticket.number ? `${ticket.number}: ` : ''}${
          ticket.title
        } (instead of ${closed.number})`,
        at,
      },
    ]);
    const told = facts.of(anomaly, { user: actor, entity });
    await outbox.enqueueLink(
      tx,
      { ticket, anomalyId: anomaly.id, linkId, activityId, actor, at },
      {
        anomalyUrl: told.anomalyUrl,
        details: [anomalyDetails({ ...told, at })].filter(
          text => text !== undefined,
        ),
      },
    );
  }

  #now(): Date {
    return this.#options.now?.() ?? new Date();
  }
}

function isClosed(
  ticket: StoredTicket,
  settings: ConnectedIntegration['settings'],
): boolean {
  // Of one that ServiceNow is still to make nothing is known, and it is not closed.
  const { table, state = '' } = ticket;
  return standingOf({ table, state }, settings) === 'closed';
}

function actorOf({ delivery, payload }: ClosedTicket): Actor {
  return { ref: delivery.createdBy ?? '', name: payload.actorName };
}
