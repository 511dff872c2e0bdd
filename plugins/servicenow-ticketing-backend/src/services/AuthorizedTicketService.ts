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
    { credentials }: CallerOptions,
  ): Promise<FormSpecification> {
    await this.#guard.require(anomalyReadPermission, credentials);
    return this.#form.specification(
      request,
      await this.#actors.actorOf(credentials),
    );
  }

  /** Needs ticket.link: whoever searches sees tickets that belong to no anomaly. */
  async search(
    request: SearchTicketsRequest,
    { credentials }: CallerOptions,
  ): Promise<Page<TicketSearchItem>> {
    await this.#guard.require(ticketLinkPermission, credentials);
    return this.#queries.search(request);
  }

  /** Needs anomaly.read. */
  async get(
    request: { ticketId: string; integrationId?: number; table?: string },
    { credentials }: CallerOptions,
  ): Promise<Ticket> {
    await this.#guard.require(anomalyReadPermission, credentials);
    return this.#queries.get(request);
  }

  /** Needs ticket.create. */
  async createTicket(
    command: CreateTicketCommand,
    { credentials }: CallerOptions,
  ): Promise<CreateTicketOutcome> {
    await this.#guard.require(ticketCreatePermission, credentials);
    return this.#creation.createTicket(
      command,
      await this.#actors.actorOf(credentials),
    );
  }

  /** Needs ticket.create: it is for those who fill in the form. */
  async searchReferences(
    request: SearchReferencesRequest & { integrationId: number },
    { credentials }: CallerOptions,
  ): Promise<SearchReferencesResponse> {
    await this.#guard.require(ticketCreatePermission, credentials);
    return this.#references.search(request);
  }

  /** Needs anomaly.read. */
  async listLinks(
    anomalyId: number,
    { credentials }: CallerOptions,
  ): Promise<TicketLink[]> {
    await this.#guard.require(anomalyReadPermission, credentials);
    return this.#links.listLinksOf(anomalyId);
  }

  /** Needs ticket.link. */
  async linkTicket(
    command: LinkTicketCommand,
    { credentials }: CallerOptions,
  ): Promise<TicketLink> {
    await this.#guard.require(ticketLinkPermission, credentials);
    return this.#links.linkTicket(
      command,
      await this.#actors.actorOf(credentials),
    );
  }

  /** Needs ticket.link. */
  async unlinkTicket(
    key: LinkKey,
    { credentials }: CallerOptions,
  ): Promise<void> {
    await this.#guard.require(ticketLinkPermission, credentials);
    await this.#links.unlinkTicket(
      key,
      await this.#actors.actorOf(credentials),
    );
  }

  /** Needs anomaly.read: it changes nothing but what we know. */
  async syncLink(
    key: LinkKey,
    { credentials }: CallerOptions,
  ): Promise<TicketLink> {
    await this.#guard.require(anomalyReadPermission, credentials);
    return this.#links.syncLink(key);
  }
}
