import type { z } from 'zod';
import type {
  Activity,
  Anomaly,
  AnomalyBatch,
  ActivityKind,
  AnomalyFacets,
  AnomalyRecovery,
  bulkUpdateRequest,
  BulkUpdateResponse,
  AnomalyWatch,
  BulkDeliveriesResponse,
  bulkDeliveriesRequest,
  CreateTicketRequestInput,
  CreateTicketResponse,
  Delivery,
  DeliveryDetails,
  DeliveryKind,
  DeliveryStatus,
  DeliverySummary,
  FormSpecification,
  IngestReport,
  LinkTicketRequest,
  ListActivityResponse,
  ListAnomaliesResponse,
  ListPermissionsResponse,
  OccurrenceHistory,
  Page,
  PendingTicketResponse,
  ReferenceTableName,
  SearchReferencesResponse,
  Ticket,
  TicketLink,
  TicketSearchItem,
  UpdateAnomalyRequest,
} from '../schemas';
import {
  HttpClient,
  type RequestOptions,
  type TicketingClientOptions,
} from './HttpClient';
import { DatasetsClient } from './DatasetsClient';
import { IngestsClient } from './IngestsClient';
import { IntegrationsClient } from './IntegrationsClient';
import { LinkedTicketsClient } from './LinkedTicketsClient';
import { toQuery } from './toQuery';
import type { AnomalyListQuery, TicketSearchQuery } from './queries';

/** What became of a request to create a ticket. @public */
export type CreateTicketResult =
  | ({ outcome: 'created' } & CreateTicketResponse)
  | ({ outcome: 'pending' } & PendingTicketResponse);

/**
 * Talks to the servicenow-ticketing backend; used by the portal, other backends and tests alike.
 * Every method throws a `ResponseError` when a call is refused; its `cause.message` is what the
 * backend says is wrong and what to do.
 * @public
 */
export class TicketingClient {
  /** Connections to ServiceNow. */
  readonly integrations: IntegrationsClient;
  /** Datasets and the entities they belong to. */
  readonly datasets: DatasetsClient;
  /** Linked tickets, and those of catalog entities. */
  readonly linkedTickets: LinkedTicketsClient;
  /** What was reported. */
  readonly ingests: IngestsClient;
  readonly #http: HttpClient;

  constructor(options: TicketingClientOptions) {
    this.#http = new HttpClient(options);
    this.integrations = new IntegrationsClient(this.#http);
    this.datasets = new DatasetsClient(this.#http);
    this.linkedTickets = new LinkedTicketsClient(this.#http);
    this.ingests = new IngestsClient(this.#http);
  }

  /** One page of anomalies and the counts above it. */
  async listAnomalies(
    query: AnomalyListQuery,
    options?: RequestOptions,
  ): Promise<ListAnomaliesResponse> {
    return this.#http.json(`/anomalies${toQuery(query)}`, options);
  }

  async getAnomaly(id: number, options?: RequestOptions): Promise<Anomaly> {
    return this.#http.json(`/anomalies/${id}`, options);
  }

  /** The timeline of an anomaly, newest first; `cursor` is the `next_cursor` of the page before. */
  async listActivity(
    anomalyId: number,
    query: {
      page?: number;
      size?: number;
      kind?: ActivityKind[];
      cursor?: number;
    } = {},
    options?: RequestOptions,
  ): Promise<ListActivityResponse> {
    return this.#http.json(
      `/anomalies/${anomalyId}/activity${toQuery(query)}`,
      options,
    );
  }

  /** Acknowledges, archives or reopens; `version` guards against somebody else's change. */
  async updateAnomaly(
    id: number,
    update: UpdateAnomalyRequest,
    options?: RequestOptions,
  ): Promise<Anomaly> {
    return this.#http.json(`/anomalies/${id}`, {
      ...options,
      method: 'PATCH',
      body: update,
    });
  }

  /** What the caller may do, for every anomaly or for some. */
  async listPermissions(
    options?: RequestOptions,
  ): Promise<ListPermissionsResponse> {
    return this.#http.json('/permissions', options);
  }

  /** The same decision for up to 500 anomalies; each has a result of its own. */
  async updateAnomalies(
    request: z.input<typeof bulkUpdateRequest>,
    options?: RequestOptions,
  ): Promise<BulkUpdateResponse> {
    return this.#http.json('/anomalies/bulk', {
      ...options,
      method: 'POST',
      body: request,
    });
  }

  /** What there is to filter by: sources and types. */
  async getFacets(
    query: { entity_ref?: string } = {},
    options?: RequestOptions,
  ): Promise<AnomalyFacets> {
    return this.#http.json(`/anomalies/facets${toQuery(query)}`, options);
  }

  /** How long anomalies took to be restored. */
  async getRecovery(
    query: { entity_ref?: string } = {},
    options?: RequestOptions,
  ): Promise<AnomalyRecovery> {
    return this.#http.json(`/anomalies/recovery${toQuery(query)}`, options);
  }

  /** The newest runs of an anomaly, and the counts of each day. */
  async getOccurrences(
    anomalyId: number,
    options?: RequestOptions,
  ): Promise<OccurrenceHistory> {
    return this.#http.json(`/anomalies/${anomalyId}/occurrences`, options);
  }

  /** Changes a comment of one's own. */
  async editComment(
    comment: { anomalyId: number; activityId: number; body: string },
    options?: RequestOptions,
  ): Promise<Activity> {
    const { anomalyId, activityId, body } = comment;
    return this.#http.json(`/anomalies/${anomalyId}/comments/${activityId}`, {
      ...options,
      method: 'PATCH',
      body: { body },
    });
  }

  /** Takes a comment of one's own back. */
  async deleteComment(
    comment: { anomalyId: number; activityId: number },
    options?: RequestOptions,
  ): Promise<void> {
    const { anomalyId, activityId } = comment;
    await this.#http.send(`/anomalies/${anomalyId}/comments/${activityId}`, {
      ...options,
      method: 'DELETE',
    });
  }

  async addComment(
    anomalyId: number,
    body: string,
    options?: RequestOptions,
  ): Promise<Activity> {
    return this.#http.json(`/anomalies/${anomalyId}/comments`, {
      ...options,
      method: 'POST',
      body: { body },
    });
  }

  async getFormSpecification(
    query: {
      integration_id?: number;
      table?: string;
      anomaly_id?: number;
    } = {},
    options?: RequestOptions,
  ): Promise<FormSpecification> {
    return this.#http.json(
      `/integrations/ticketing/form-specification${toQuery(query)}`,
      options,
    );
  }

  /** Searches ServiceNow by number or short description. */
  async searchTickets(
    query: TicketSearchQuery,
    options?: RequestOptions,
  ): Promise<Page<TicketSearchItem>> {
    return this.#http.json(
      `/integrations/ticketing/tickets/search${toQuery(query)}`,
      options,
    );
  }

  /** Suggests groups, people, configuration items or services while somebody types. */
  async searchReferences(
    integrationId: number,
    query: {
      table: ReferenceTableName;
      query?: string;
      group?: string;
      size?: number;
    },
    options?: RequestOptions,
  ): Promise<SearchReferencesResponse> {
    return this.#http.json(
      `/integrations/${integrationId}/references${toQuery(query)}`,
      options,
    );
  }

  /** One ticket, live from ServiceNow, by its sys_id. */
  async getTicket(
    ticketId: string,
    query: { integration_id?: number; table?: string } = {},
    options?: RequestOptions,
  ): Promise<Ticket> {
    return this.#http.json(
      `/integrations/ticketing/tickets/${encodeURIComponent(ticketId)}${toQuery(
        query,
      )}`,
      options,
    );
  }

  /**
   * Creates a ticket in ServiceNow and links it. `outcome` is `pending` when ServiceNow did not
   * answer in time. Calls with the same `idempotencyKey` make one ticket only.
   */
  async createTicket(
    anomalyId: number,
    request: CreateTicketRequestInput,
    options?: RequestOptions & { idempotencyKey?: string },
  ): Promise<CreateTicketResult> {
    const { idempotencyKey, ...rest } = options ?? {};
    const response = await this.#http.send(
      `/integrations/ticketing/anomalies/${anomalyId}/tickets`,
      {
        ...rest,
        method: 'POST',
        body: request,
        headers: idempotencyKey
          ? { 'Idempotency-Key': idempotencyKey }
          : undefined,
      },
    );
    const answer = await response.json();
    return {
      outcome: response.status === 202 ? 'pending' : 'created',
      ...answer,
    };
  }

  async listTicketLinks(
    anomalyId: number,
    options?: RequestOptions,
  ): Promise<Page<TicketLink>> {
    return this.#http.json(`/anomalies/${anomalyId}/ticket-links`, options);
  }

  /** Links an existing ticket by its sys_id or number. */
  async linkTicket(
    anomalyId: number,
    request: LinkTicketRequest,
    options?: RequestOptions,
  ): Promise<TicketLink> {
    return this.#http.json(`/anomalies/${anomalyId}/ticket-links`, {
      ...options,
      method: 'POST',
      body: request,
    });
  }

  /** Unlinks a ticket; the ticket stays in ServiceNow. */
  async unlinkTicket(
    link: { anomalyId: number; linkId: number },
    options?: RequestOptions,
  ): Promise<void> {
    await this.#http.send(
      `/anomalies/${link.anomalyId}/ticket-links/${link.linkId}`,
      { ...options, method: 'DELETE' },
    );
  }

  /** Fetches the state of a linked ticket from ServiceNow now. */
  async syncTicketLink(
    link: { anomalyId: number; linkId: number },
    options?: RequestOptions,
  ): Promise<TicketLink> {
    return this.#http.json(
      `/anomalies/${link.anomalyId}/ticket-links/${link.linkId}/sync`,
      { ...options, method: 'POST' },
    );
  }

  async listDeliveries(
    query: {
      status?: DeliveryStatus | DeliveryStatus[];
      kind?: DeliveryKind[];
      query?: string;
      integration_id?: number;
      anomaly_id?: number;
      page?: number;
      size?: number;
    } = {},
    options?: RequestOptions,
  ): Promise<Page<Delivery>> {
    return this.#http.json(`/deliveries${toQuery(query)}`, options);
  }

  /** Whether the caller hears of an anomaly. */
  async getWatch(
    anomalyId: number,
    options?: RequestOptions,
  ): Promise<AnomalyWatch> {
    return this.#http.json(`/anomalies/${anomalyId}/watch`, options);
  }

  /** The caller wants to hear of an anomaly, or nothing of it. */
  async setWatch(
    anomalyId: number,
    watching: boolean,
    options?: RequestOptions,
  ): Promise<AnomalyWatch> {
    return this.#http.json(`/anomalies/${anomalyId}/watch`, {
      ...options,
      method: watching ? 'POST' : 'DELETE',
    });
  }

  /** How much waits for ServiceNow. */
  async getDeliverySummary(options?: RequestOptions): Promise<DeliverySummary> {
    return this.#http.json('/deliveries/summary', options);
  }

  /** One delivery with its tries and what it writes. */
  async getDelivery(
    id: number,
    options?: RequestOptions,
  ): Promise<DeliveryDetails> {
    return this.#http.json(`/deliveries/${id}`, options);
  }

  /** Retries or discards many. */
  async decideDeliveries(
    request: z.input<typeof bulkDeliveriesRequest>,
    options?: RequestOptions,
  ): Promise<BulkDeliveriesResponse> {
    return this.#http.json('/deliveries/bulk', {
      ...options,
      method: 'POST',
      body: request,
    });
  }

  async retryDelivery(id: number, options?: RequestOptions): Promise<Delivery> {
    return this.#http.json(`/deliveries/${id}/retry`, {
      ...options,
      method: 'POST',
    });
  }

  async discardDelivery(
    id: number,
    options?: RequestOptions,
  ): Promise<Delivery> {
    return this.#http.json(`/deliveries/${id}/discard`, {
      ...options,
      method: 'POST',
    });
  }

  /** Reports a tool's own results, such as dbt's `{run_results, manifest}`. */
  async ingest(
    sourceId: string,
    document: unknown,
    options?: RequestOptions,
  ): Promise<IngestReport> {
    return this.#http.json(`/ingest/${encodeURIComponent(sourceId)}`, {
      ...options,
      method: 'POST',
      body: document,
    });
  }

  /**
   * Reports what a tool found in the canonical form, at most 5,000 items at once. Calls with the same
   * `idempotencyKey` are taken in once.
   */
  async reportAnomalies(
    batch: AnomalyBatch,
    options?: RequestOptions & { idempotencyKey?: string },
  ): Promise<IngestReport> {
    const { idempotencyKey, ...rest } = options ?? {};
    return this.#http.json('/anomalies/batch', {
      ...rest,
      method: 'POST',
      body: batch,
      headers: idempotencyKey
        ? { 'Idempotency-Key': idempotencyKey }
        : undefined,
    });
  }
}
