import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type {
  CreateTicketResponse,
  PendingTicketResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { DeliveryOutcome } from '../domain/deliveryOutcome';
import type { RemoteTicket } from '../domain/remoteTicket';
import { isServiceNowError } from '../servicenow/ServiceNowError';
import type { Actor, ChangeAnnouncer, InteractiveDelivery } from './contracts';
import type {
  ConnectedIntegration,
  IntegrationRegistry,
} from './IntegrationRegistry';
import {
  TicketRequestWriter,
  type CreateTicketCommand,
  type TicketRequestOptions,
} from './TicketRequestWriter';
import { toDelivery, toPendingTicket, toTicket } from './ticketViews';
import { toServiceError } from './toServiceError';
import { withdrawTicket } from './withdrawTicket';

export type { CreateTicketCommand } from './TicketRequestWriter';

/** What became of it. */
export type CreateTicketOutcome =
  | { outcome: 'created'; response: CreateTicketResponse }
  | { outcome: 'pending'; response: PendingTicketResponse };

/** What the service works with. */
export interface TicketCreationOptions extends TicketRequestOptions {
  integrations: IntegrationRegistry;
  worker: InteractiveDelivery;
  announcer: ChangeAnnouncer;
  /** How long a request waits for ServiceNow, in milliseconds. */
  interactiveTimeout: number;
}

interface Creation {
  command: CreateTicketCommand;
  integration: ConnectedIntegration;
  delivery: { id: number; ticketId: number };
}

/** Creates tickets: writes what is wanted, then waits a bounded time for ServiceNow to make it. */
export class TicketCreationService {
  readonly #options: TicketCreationOptions;
  readonly #requests: TicketRequestWriter;

  constructor(options: TicketCreationOptions) {
    this.#options = options;
    this.#requests = new TicketRequestWriter(options);
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
    const delivery = await this.#requests.write(command, {
      integration,
      actor,
    });
    this.#announce(command);
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

  #announce({ anomalyId }: CreateTicketCommand): void {
    this.#options.announcer.anomaliesChanged([anomalyId]);
    this.#options.announcer.deliveriesChanged();
  }

  /** ServiceNow will not make this ticket: take back what was written, and say what to do. */
  async #refuse(creation: Creation, error: Error): Promise<unknown> {
    await withdrawTicket({ ...this.#options, ...creation.delivery });
    this.#announce(creation.command);
    return isServiceNowError(error)
      ? toServiceError(error, creation.integration)
      : new ServiceUnavailableError(
          `${creation.integration.settings.title}: ${error.message}`,
          error,
        );
  }
}

/** The account cannot create tickets at all: no use in making the person wait for one. */
function needsAdministrator(error: Error): boolean {
  return isServiceNowError(error) && error.kind === 'Credentials';
}
