import { randomUUID } from 'node:crypto';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type {
  CreateTicketRequest,
  CreateTicketResponse,
  PendingTicketResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { ActivityStore } from '../database/ActivityStore';
import type { AnomalyStore } from '../database/AnomalyStore';
import type { StoredDelivery } from '../database/deliveryRows';
import type { DeliveryStore } from '../database/DeliveryStore';
import type { TicketLinkStore } from '../database/TicketLinkStore';
import type { TicketStore } from '../database/TicketStore';
import { applyMapping } from '../domain/applyMapping';
import type { DeliveryOutcome } from '../domain/deliveryOutcome';
import type { RemoteTicket } from '../domain/remoteTicket';
import { isServiceNowError } from '../servicenow/ServiceNowError';
import type { Actor, InteractiveDelivery, TicketOutbox } from './contracts';
import type {
  ConnectedIntegration,
  IntegrationRegistry,
} from './IntegrationRegistry';
import type { TicketFacts } from './TicketFacts';
import type { TicketFormService } from './TicketFormService';
import { toDelivery, toPendingTicket, toTicket } from './ticketViews';
import { toServiceError } from './toServiceError';
import { withdrawTicket } from './withdrawTicket';

/** A request to create a ticket from an anomaly. */
export type CreateTicketCommand = CreateTicketRequest & {
  anomalyId: number;
  /** Requests with the same key for the same anomaly make one ticket. */
  idempotencyKey?: string;
};

/** What became of it. */
export type CreateTicketOutcome =
  | { outcome: 'created'; response: CreateTicketResponse }
  | { outcome: 'pending'; response: PendingTicketResponse };

/** What the service works with. */
export interface TicketCreationOptions {
  knex: Knex;
  integrations: IntegrationRegistry;
  anomalies: AnomalyStore;
  activities: ActivityStore;
  tickets: TicketStore;
  links: TicketLinkStore;
  deliveries: DeliveryStore;
  outbox: TicketOutbox;
  worker: InteractiveDelivery;
  facts: TicketFacts;
  form: TicketFormService;
  /** How long a request waits for ServiceNow, in milliseconds. */
  interactiveTimeout: number;
  now?: () => Date;
}

interface Creation {
  command: CreateTicketCommand;
  integration: ConnectedIntegration;
  delivery: { id: number; ticketId: number };
}

/** Creates tickets: writes what is wanted, then waits a bounded time for ServiceNow to make it. */
export class TicketCreationService {
  readonly #options: TicketCreationOptions;
  readonly #now: () => Date;

  constructor(options: TicketCreationOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Creates a ticket and links it. `pending` when ServiceNow did not answer in time; it is made as soon as it does.
   *
   * @throws NotFoundError for an unknown anomaly or integration, InputError when ServiceNow refuses the values,
   *   ServiceUnavailableError when it refuses the service account; nothing is kept of the request then.
   */
  async createTicket(
    command: CreateTicketCommand,
    actor: Actor,
  ): Promise<CreateTicketOutcome> {
    const { integrations, worker, interactiveTimeout } = this.#options;
    const integration = integrations.resolve(command.integration_id);
    const delivery = await this.#write(command, { integration, actor });
    // A repeated request may have been made to another integration than the default of today.
    const creation: Creation = {
      command,
      integration: integrations.get(delivery.integrationId),
      delivery,
    };
    const outcome: DeliveryOutcome =
      delivery.status === 'delivered'
        ? { status: 'delivered' }
        : await worker.deliverNow(delivery.id, interactiveTimeout);
    switch (outcome.status) {
      case 'delivered':
        return this.#created(creation, outcome.remote);
      case 'dead':
        throw await this.#refuse(creation, outcome.error);
      case 'retrying':
        return needsAdministrator(outcome.error)
          ? Promise.reject(await this.#refuse(creation, outcome.error))
          : this.#pending(creation, outcome.error);
      case 'unknown':
        return this.#pending(creation);
    }
  }

  /** Writes all that the request means in one transaction, unless it is one that was made before. */
  async #write(
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
    const known = await this.#requireAnomaly(anomalyId);
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

  async #requireAnomaly(anomalyId: number) {
    const anomaly = await this.#options.anomalies.get(anomalyId);
    if (!anomaly) {
      throw noSuchAnomaly(anomalyId);
    }
    return anomaly;
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

  async #created(
    creation: Creation,
    remote: RemoteTicket | undefined,
  ): Promise<CreateTicketOutcome> {
    const { command, integration, delivery } = creation;
    const made = remote ?? (await this.#fetch(delivery.ticketId, integration));
    const { anomalyId } = command;
    return {
      outcome: 'created',
      response: {
        ticket: toTicket(made, integration.client.instanceUrl),
        anomaly_id: anomalyId,
        integration_id: integration.id,
        message: `Ticket ${made.number} created and linked to anomaly ${anomalyId}`,
      },
    };
  }

  /** The ticket was made by an earlier request or another process: read it. */
  async #fetch(
    ticketId: number,
    integration: ConnectedIntegration,
  ): Promise<RemoteTicket> {
    const ticket = await this.#options.tickets.get(ticketId);
    if (!ticket?.sysId) {
      throw new NotFoundError(
        'The ticket that this request created was unlinked since',
      );
    }
    try {
      return await integration.client.getTicket({
        table: ticket.table,
        sysId: ticket.sysId,
      });
    } catch (error) {
      throw toServiceError(error, integration);
    }
  }

  async #pending(
    creation: Creation,
    error?: Error,
  ): Promise<CreateTicketOutcome> {
    const { command, integration } = creation;
    const { anomalyId } = command;
    const delivery = await this.#options.deliveries.get(creation.delivery.id);
    if (!delivery) {
      throw new NotFoundError('The ticket was given up by somebody else');
    }
    const { fields } = delivery.payload as { fields: Record<string, string> };
    const why = error ? ` ${error.message}` : '';
    return {
      outcome: 'pending',
      response: {
        ticket: toPendingTicket(fields),
        ticket_number: null,
        delivery: toDelivery(delivery),
        anomaly_id: anomalyId,
        integration_id: integration.id,
        message: `${integration.settings.title} has not made the ticket yet. It will be created and linked to anomaly ${anomalyId} as soon as ServiceNow answers; nothing more needs to be done.${why}`,
      },
    };
  }

  /** ServiceNow will not make this ticket: take back what was written, and say what to do. */
  async #refuse(creation: Creation, error: Error): Promise<unknown> {
    await withdrawTicket({ ...this.#options, ...creation.delivery });
    return isServiceNowError(error)
      ? toServiceError(error, creation.integration)
      : new ServiceUnavailableError(
          `${creation.integration.settings.title}: ${error.message}`,
          error,
        );
  }
}

function noSuchAnomaly(anomalyId: number): NotFoundError {
  return new NotFoundError(`There is no anomaly ${anomalyId}`);
}

/** The account cannot create tickets at all: no use in making the person wait for one. */
function needsAdministrator(error: Error): boolean {
  return isServiceNowError(error) && error.kind === 'Credentials';
}
