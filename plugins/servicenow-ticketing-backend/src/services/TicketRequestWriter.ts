import { randomUUID } from 'node:crypto';
import { NotFoundError } from '@backstage/errors';
import type { CreateTicketRequest } from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { ActivityStore } from '../database/ActivityStore';
import type { AnomalyStore } from '../database/AnomalyStore';
import type { StoredDelivery } from '../database/deliveryRows';
import type { DeliveryStore } from '../database/DeliveryStore';
import type { TicketLinkStore } from '../database/TicketLinkStore';
import type { TicketStore } from '../database/TicketStore';
import { applyMapping } from '../domain/applyMapping';
import type { Actor, TicketOutbox } from './contracts';
import type { ConnectedIntegration } from './IntegrationRegistry';
import type { TicketFacts } from './TicketFacts';
import type { TicketFormService } from './TicketFormService';

/** A request to create a ticket from an anomaly. */
export type CreateTicketCommand = CreateTicketRequest & {
  anomalyId: number;
  /** Requests with the same key for the same anomaly make one ticket. */
  idempotencyKey?: string;
};

/** What writing a request takes. */
export interface TicketRequestOptions {
  knex: Knex;
  anomalies: AnomalyStore;
  activities: ActivityStore;
  tickets: TicketStore;
  links: TicketLinkStore;
  deliveries: DeliveryStore;
  outbox: TicketOutbox;
  facts: TicketFacts;
  form: TicketFormService;
  now?: () => Date;
}

/** Keeps what people want ServiceNow to make, before it is asked. */
export class TicketRequestWriter {
  readonly #options: TicketRequestOptions;
  readonly #now: () => Date;

  constructor(options: TicketRequestOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Writes all that the request means in one transaction, unless it is one that was made before.
   *
   * @throws NotFoundError for an unknown anomaly, InputError for fields the form does not have.
   */
  async write(
    command: CreateTicketCommand,
    context: { integration: ConnectedIntegration; actor: Actor },
  ): Promise<
    Pick<StoredDelivery, 'id' | 'ticketId' | 'integrationId' | 'status'>
  > {
    const { knex, anomalies, activities, tickets, links, outbox } =
      this.#options;
    const { integration, actor } = context;
    const { anomalyId, idempotencyKey, ...request } = command;
    const at = this.#now();
    const known = await anomalies.get(anomalyId);
    if (!known) {
      throw noSuchAnomaly(anomalyId);
    }
    const table = request.table ?? integration.settings.table;
    await this.#options.form.checkFields(request.fields ?? {}, {
      integration,
      table,
    });
    const facts = await this.#options.facts.about(known, actor);
    return knex.transaction(async tx => {
      // Held, so that two requests at once for one anomaly see each other.
      const anomaly = await anomalies.getForUpdate(tx, anomalyId);
      if (!anomaly) {
        throw noSuchAnomaly(anomalyId);
      }
      const earlier = await this.#findRepeated(tx, command, actor);
      if (earlier) {
        return earlier;
      }
      // All values are worked out now and kept, so that a later try sends the same.
      const { fields, references, derived } = applyMapping(request, {
        facts: { ...facts, anomaly },
        mapping: integration.settings.mapping,
        isMappedTable: table === integration.settings.table,
        at,
      });
      const ticketId = await tickets.insertWanted(tx, {
        integrationId: integration.id,
        table,
        correlationId: `anomaly-${anomalyId}-${randomUUID()}`,
        title: request.title,
        at,
      });
      const linkId = await links.insert(tx, {
        anomalyId,
        ticketId,
        origin: 'created',
        idempotencyKey,
        createdBy: actor.ref,
        at,
      });
      const [activityId] = await activities.addAll(tx, [
        { anomalyId, kind: 'ticket_created', actor, body: request.title, at },
      ]);
      const id = await outbox.enqueueCreate(
        tx,
        {
          ticket: { id: ticketId, integrationId: integration.id },
          anomalyId,
          linkId,
          activityId,
          actor,
          at,
        },
        { fields, references, derived, request: JSON.stringify(request) },
      );
      return { id, ticketId, integrationId: integration.id, status: 'pending' };
    });
  }

  /**
   * The creation that an earlier request with the same key began; without a key, one that is still on its way and
   * that the same person asked for in the same words, as a second click does.
   */
  async #findRepeated(
    tx: Knex.Transaction,
    command: CreateTicketCommand,
    actor: Actor,
  ): Promise<StoredDelivery | undefined> {
    const { links, deliveries } = this.#options;
    const { anomalyId, idempotencyKey, ...request } = command;
    if (idempotencyKey !== undefined) {
      const link = await links.findByIdempotencyKey(tx, {
        anomalyId,
        idempotencyKey,
      });
      return link && deliveries.findCreation(link.ticket.id, tx);
    }
    const words = JSON.stringify(request);
    const open = await deliveries.listOpenCreations(tx, anomalyId);
    return open.find(
      delivery =>
        delivery.createdBy === actor.ref &&
        (delivery.payload as { request?: string }).request === words,
    );
  }
}

function noSuchAnomaly(anomalyId: number): NotFoundError {
  return new NotFoundError(`There is no anomaly ${anomalyId}`);
}
