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
    caller: CallerOptions,
  ): Promise<ListLinkedTicketsResponse> {
    const access = await this.#guard.accessOf(anomalyReadPermission, caller);
    return this.#tickets.list(request, {
      access,
      mine: request.mine
        ? await this.#owners.of(caller.credentials)
        : undefined,
    });
  }

  async get(linkId: number, caller: CallerOptions): Promise<TicketDetails> {
    await this.#guard.requireForLink(linkId, [anomalyReadPermission], caller);
    const access = await this.#guard.accessOf(anomalyReadPermission, caller);
    const [details, anomalies] = await Promise.all([
      this.#details.get(linkId),
      this.#details.listAnomalies(linkId, access),
    ]);
    return { ...details, anomalies };
  }

  async discussion(
    linkId: number,
    page: PageRequest,
    caller: CallerOptions,
  ): Promise<TicketDiscussion> {
    await this.#guard.requireForLink(linkId, [anomalyReadPermission], caller);
    return this.#details.discussion(linkId, page);
  }

  async related(
    linkId: number,
    caller: CallerOptions,
  ): Promise<RelatedTickets> {
    await this.#guard.requireForLink(linkId, [anomalyReadPermission], caller);
    return this.#details.related(linkId);
  }

  /** Needs ticket.update beside anomaly.read: the answer shows the link. */
  async act(
    command: TicketActionCommand,
    caller: CallerOptions,
  ): Promise<TicketActionOutcome> {
    await this.#guard.requireForLink(
      command.linkId,
      [ticketUpdatePermission, anomalyReadPermission],
      caller,
    );
    const actor = await this.#actors.actorOf(caller.credentials);
    return this.#actions.act(command, actor);
  }

  async listSimilar(
    request: { anomalyId: number; integrationId?: number },
    caller: CallerOptions,
  ): Promise<SimilarTickets> {
    await this.#guard.requireFor(
      request.anomalyId,
      [anomalyReadPermission],
      caller,
    );
    const access = await this.#guard.accessOf(anomalyReadPermission, caller);
    return this.#similar.list(request, access);
  }
}
