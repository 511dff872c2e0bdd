import type { z } from 'zod';
import type {
  EntityRecovery,
  EntityTicketsSummary,
  EntityTicketType,
  LinkedTicketPhase,
  ListEntityTicketsResponse,
  ListLinkedTicketsResponse,
  RelatedTickets,
  SimilarTickets,
  ticketActionRequest,
  TicketActionResponse,
  TicketDetails,
  TicketDiscussion,
  TicketStateGroup,
} from '../schemas';
import type { HttpClient, RequestOptions } from './HttpClient';
import { toQuery } from './toQuery';

/** Filters of the list of linked tickets as a caller gives them. @public */
export interface LinkedTicketsQuery {
  phase?: LinkedTicketPhase[];
  integration_id?: number;
  mine?: boolean;
  troubled?: boolean;
  query?: string;
  page?: number;
  size?: number;
}

/** What became of an action on a ticket. @public */
export type TicketActionResult = {
  outcome: 'done' | 'pending';
} & TicketActionResponse;

/**
 * Tickets that are linked to anomalies, and those of catalog entities. Every method throws a `ResponseError` when a
 * call is refused.
 * @public
 */
export class LinkedTicketsClient {
  readonly #http: HttpClient;

  /** @internal */
  constructor(http: HttpClient) {
    this.#http = http;
  }

  /** Linked tickets across anomalies, newest first. */
  async list(
    query: LinkedTicketsQuery = {},
    options?: RequestOptions,
  ): Promise<ListLinkedTicketsResponse> {
    return this.#http.json(`/tickets${toQuery(query)}`, options);
  }

  /** A linked ticket as ServiceNow shows it now, with what can be done with it. */
  async get(linkId: number, options?: RequestOptions): Promise<TicketDetails> {
    return this.#http.json(`/tickets/${linkId}`, options);
  }

  /** Work notes and comments of a ticket, newest first. */
  async getDiscussion(
    linkId: number,
    query: { page?: number; size?: number } = {},
    options?: RequestOptions,
  ): Promise<TicketDiscussion> {
    return this.#http.json(
      `/tickets/${linkId}/discussion${toQuery(query)}`,
      options,
    );
  }

  /** Records that ServiceNow relates to a ticket. */
  async getRelated(
    linkId: number,
    options?: RequestOptions,
  ): Promise<RelatedTickets> {
    return this.#http.json(`/tickets/${linkId}/related`, options);
  }

  /**
   * Acts on a ticket. `outcome` is `pending` when ServiceNow did not answer in time. Calls with the same
   * `idempotencyKey` act once.
   */
  async act(
    linkId: number,
    request: z.input<typeof ticketActionRequest>,
    options?: RequestOptions & { idempotencyKey?: string },
  ): Promise<TicketActionResult> {
    const { idempotencyKey, ...rest } = options ?? {};
    const response = await this.#http.send(`/tickets/${linkId}/actions`, {
      ...rest,
      method: 'POST',
      body: request,
      headers: idempotencyKey
        ? { 'Idempotency-Key': idempotencyKey }
        : undefined,
    });
    return {
      outcome: response.status === 202 ? 'pending' : 'done',
      ...(await response.json()),
    };
  }

  /** Open tickets that may be about the same thing as an anomaly. */
  async listSimilar(
    anomalyId: number,
    query: { integration_id?: number } = {},
    options?: RequestOptions,
  ): Promise<SimilarTickets> {
    return this.#http.json(
      `/anomalies/${anomalyId}/similar-tickets${toQuery(query)}`,
      options,
    );
  }

  /** Incidents or change requests of an entity such as `resource:default/orders`, newest first. */
  async listOfEntity(
    entityRef: string,
    query: {
      type?: EntityTicketType;
      state?: TicketStateGroup;
      integration_id?: number;
      page?: number;
      size?: number;
    } = {},
    options?: RequestOptions,
  ): Promise<ListEntityTicketsResponse> {
    return this.#http.json(
      `${entityPath(entityRef)}/incidents${toQuery(query)}`,
      options,
    );
  }

  /** How many records of an entity are open, by state and priority. */
  async summarizeEntity(
    entityRef: string,
    query: { integration_id?: number } = {},
    options?: RequestOptions,
  ): Promise<EntityTicketsSummary> {
    return this.#http.json(
      `${entityPath(entityRef)}/summary${toQuery(query)}`,
      options,
    );
  }

  /** How long it took to resolve the incidents of an entity, by week. */
  async getRecovery(
    entityRef: string,
    query: { weeks?: number; integration_id?: number } = {},
    options?: RequestOptions,
  ): Promise<EntityRecovery> {
    return this.#http.json(
      `${entityPath(entityRef)}/recovery${toQuery(query)}`,
      options,
    );
  }
}

const REF = /^([^:/]+):(?:([^:/]+)\/)?([^:/]+)$/;

function entityPath(entityRef: string): string {
  const [, kind, namespace = 'default', name] = REF.exec(entityRef) ?? [];
  if (!kind || !name) {
    throw new TypeError(
      `"${entityRef}" is no entity ref such as resource:default/orders`,
    );
  }
  return `/entities/${[kind, namespace, name]
    .map(encodeURIComponent)
    .join('/')}`;
}
