import type { IngestDelivery, IngestStatus, Page } from '../schemas';
import type { HttpClient, RequestOptions } from './HttpClient';
import { toQuery } from './toQuery';

/**
 * Shows and replays the documents that sources reported. Needs the permission
 * `servicenow-ticketing.integration.admin`. Every method throws a `ResponseError` when a call is refused.
 * @public
 */
export class ReportsClient {
  readonly #http: HttpClient;

  /** @internal */
  constructor(http: HttpClient) {
    this.#http = http;
  }

  async list(
    query: {
      source?: string;
      status?: IngestStatus;
      page?: number;
      size?: number;
    } = {},
    options?: RequestOptions,
  ): Promise<Page<IngestDelivery>> {
    return this.#http.json(`/ingest-deliveries${toQuery(query)}`, options);
  }

  /** The document as it arrived, as text. */
  async getDocument(id: number, options?: RequestOptions): Promise<string> {
    const response = await this.#http.send(
      `/ingest-deliveries/${id}/document`,
      options ?? {},
    );
    return response.text();
  }

  /** Takes a kept document in once more, as after a change of the configuration. */
  async replay(id: number, options?: RequestOptions): Promise<IngestDelivery> {
    return this.#http.json(`/ingest-deliveries/${id}/replay`, {
      ...options,
      method: 'POST',
    });
  }
}
