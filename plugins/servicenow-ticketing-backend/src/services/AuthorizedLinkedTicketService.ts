import {
  anomalyReadPermission,
  ticketUpdatePermission,
  type ListLinkedTicketsRequest,
  type ListLinkedTicketsResponse,
  type PageRequest,
  type RelatedTickets,
  type SimilarTickets,
  type TicketDetails,
  type TicketDiscussion,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { PermissionGuard } from '../permissions/PermissionGuard';
import type { ActorDirectory } from './ActorDirectory';
import type { CallerOptions } from './contracts';
import type { LinkedTicketService } from './LinkedTicketService';
import type { OwnershipDirectory } from './OwnershipDirectory';
import type { SimilarTicketService } from './SimilarTicketService';
import type {
  TicketActionCommand,
  TicketActionOutcome,
  TicketActionService,
} from './TicketActionService';
import type { TicketDetailsService } from './TicketDetailsService';

/**
 * Linked tickets, for those who may see their anomalies; else NotAllowedError. All but acting needs anomaly.read.
 */
export class AuthorizedLinkedTicketService {
  readonly #details: TicketDetailsService;
  readonly #actions: TicketActionService;
  readonly #tickets: LinkedTicketService;
  readonly #similar: SimilarTicketService;
  readonly #guard: PermissionGuard;
  readonly #actors: ActorDirectory;
  readonly #owners: OwnershipDirectory;

  constructor(options: {
    details: TicketDetailsService;
    actions: TicketActionService;
    tickets: LinkedTicketService;
    similar: SimilarTicketService;
    guard: PermissionGuard;
    actors: ActorDirectory;
    owners: OwnershipDirectory;
  }) {
    this.#details = options.details;
    this.#actions = options.actions;
    this.#tickets = options.tickets;
    this.#similar = options.similar;
    this.#guard = options.guard;
    this.#actors = options.actors;
    this.#owners = options.owners;
  }

  /** Only tickets of anomalies that the caller may read. */
  async list(
    request: ListLinkedTicketsRequest,
    { credentials }: CallerOptions,
  ): Promise<ListLinkedTicketsResponse> {
    await this.#guard.require(anomalyReadPermission, credentials);
    return this.#tickets.list(
      request,
      request.mine ? await this.#owners.of(credentials) : undefined,
    );
  }

  async get(
    linkId: number,
    { credentials }: CallerOptions,
  ): Promise<TicketDetails> {
    await this.#guard.require(anomalyReadPermission, credentials);
    const [details, anomalies] = await Promise.all([
      this.#details.get(linkId),
      this.#details.listAnomalies(linkId),
    ]);
    return { ...details, anomalies };
  }

  async discussion(
    linkId: number,
    page: PageRequest,
    { credentials }: CallerOptions,
  ): Promise<TicketDiscussion> {
    await this.#guard.require(anomalyReadPermission, credentials);
    return this.#details.discussion(linkId, page);
  }

  async related(
    linkId: number,
    { credentials }: CallerOptions,
  ): Promise<RelatedTickets> {
    await this.#guard.require(anomalyReadPermission, credentials);
    return this.#details.related(linkId);
  }

  /** Needs ticket.update beside anomaly.read: the answer shows the link. */
  async act(
    command: TicketActionCommand,
    { credentials }: CallerOptions,
  ): Promise<TicketActionOutcome> {
    await this.#guard.require(ticketUpdatePermission, credentials);
    await this.#guard.require(anomalyReadPermission, credentials);
    return this.#actions.act(command, await this.#actors.actorOf(credentials));
  }

  async listSimilar(
    request: { anomalyId: number; integrationId?: number },
    { credentials }: CallerOptions,
  ): Promise<SimilarTickets> {
    await this.#guard.require(anomalyReadPermission, credentials);
    return this.#similar.list(request);
  }
}
