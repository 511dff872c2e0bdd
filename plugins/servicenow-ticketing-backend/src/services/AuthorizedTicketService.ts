import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  anomalyReadPermission,
  ticketCreatePermission,
  ticketLinkPermission,
  type FormSpecification,
  type FormSpecificationRequest,
  type Page,
  type SearchReferencesRequest,
  type SearchReferencesResponse,
  type SearchTicketsRequest,
  type Ticket,
  type TicketLink,
  type TicketSearchItem,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { PermissionGuard } from '../permissions/PermissionGuard';
import type { ActorDirectory } from './ActorDirectory';
import type {
  CreateTicketCommand,
  CreateTicketOutcome,
  TicketCreationService,
} from './TicketCreationService';
import type {
  LinkKey,
  LinkTicketCommand,
  TicketLinkService,
} from './TicketLinkService';
import type { CallerOptions } from './contracts';
import type { ReferenceService } from './ReferenceService';
import type { TicketFormService } from './TicketFormService';
import type { TicketQueryService } from './TicketQueryService';

/**
 * Everything about tickets, for those who may. Every method throws NotAllowedError when the caller lacks the
 * permission it names.
 */
export class AuthorizedTicketService {
  readonly #form: TicketFormService;
  readonly #queries: TicketQueryService;
  readonly #creation: TicketCreationService;
  readonly #links: TicketLinkService;
  readonly #references: ReferenceService;
  readonly #guard: PermissionGuard;
  readonly #actors: ActorDirectory;

  constructor(options: {
    form: TicketFormService;
    queries: TicketQueryService;
    creation: TicketCreationService;
    links: TicketLinkService;
    references: ReferenceService;
    guard: PermissionGuard;
    actors: ActorDirectory;
  }) {
    this.#form = options.form;
    this.#queries = options.queries;
    this.#creation = options.creation;
    this.#links = options.links;
    this.#references = options.references;
    this.#guard = options.guard;
    this.#actors = options.actors;
  }

  /** Needs anomaly.read. */
  async formSpecification(
    request: FormSpecificationRequest,
    caller: CallerOptions,
  ): Promise<FormSpecification> {
    if (request.anomaly_id === undefined) {
      await this.#guard.accessOf(anomalyReadPermission, caller);
    } else {
      await this.#requireFor(request.anomaly_id, anomalyReadPermission, caller);
    }
    return this.#form.specification(
      request,
      await this.#actors.actorOf(caller.credentials),
    );
  }

  /** Needs ticket.link for some anomaly: whoever searches sees tickets that belong to none. */
  async search(
    request: SearchTicketsRequest,
    caller: CallerOptions,
  ): Promise<Page<TicketSearchItem>> {
    await this.#guard.accessOf(ticketLinkPermission, caller);
    return this.#queries.search(request);
  }

  /** Needs anomaly.read: for everything, or for an anomaly that the ticket is tied to. */
  async get(
    request: { ticketId: string; integrationId?: number; table?: string },
    caller: CallerOptions,
  ): Promise<Ticket> {
    await this.#guard.requireForTicket(
      () => ({
        sysId: request.ticketId,
        integrationId: this.#queries.integrationIdOf(request.integrationId),
      }),
      anomalyReadPermission,
      caller,
    );
    return this.#queries.get(request);
  }

  /** Needs ticket.create. */
  async createTicket(
    command: CreateTicketCommand,
    caller: CallerOptions,
  ): Promise<CreateTicketOutcome> {
    await this.#requireFor(command.anomalyId, ticketCreatePermission, caller);
    return this.#creation.createTicket(
      command,
      await this.#actors.actorOf(caller.credentials),
    );
  }

  /** Needs ticket.create for some anomaly: it is for those who fill in the form. */
  async searchReferences(
    request: SearchReferencesRequest & { integrationId: number },
    caller: CallerOptions,
  ): Promise<SearchReferencesResponse> {
    await this.#guard.accessOf(ticketCreatePermission, caller);
    return this.#references.search(request);
  }

  /** Needs anomaly.read. */
  async listLinks(
    anomalyId: number,
    caller: CallerOptions,
  ): Promise<TicketLink[]> {
    await this.#requireFor(anomalyId, anomalyReadPermission, caller);
    return this.#links.listLinksOf(anomalyId);
  }

  /** Needs ticket.link. */
  async linkTicket(
    command: LinkTicketCommand,
    caller: CallerOptions,
  ): Promise<TicketLink> {
    await this.#requireFor(command.anomalyId, ticketLinkPermission, caller);
    return this.#links.linkTicket(
      command,
      await this.#actors.actorOf(caller.credentials),
    );
  }

  /** Needs ticket.link. */
  async unlinkTicket(key: LinkKey, caller: CallerOptions): Promise<void> {
    await this.#requireFor(key.anomalyId, ticketLinkPermission, caller);
    await this.#links.unlinkTicket(
      key,
      await this.#actors.actorOf(caller.credentials),
    );
  }

  /** Needs anomaly.read: it changes nothing but what we know. */
  async syncLink(key: LinkKey, caller: CallerOptions): Promise<TicketLink> {
    await this.#requireFor(key.anomalyId, anomalyReadPermission, caller);
    return this.#links.syncLink(key);
  }

  async #requireFor(
    anomalyId: number,
    permission: ResourcePermission,
    caller: CallerOptions,
  ): Promise<void> {
    await this.#guard.requireFor(anomalyId, [permission], caller);
  }
}
