import type {
  IngestReport,
  IngestStatus,
  KeptIngest,
  ListIngestsResponse,
} from '../schemas';
import type { HttpClient, RequestOptions } from './HttpClient';
import { toQuery } from './toQuery';

/**
 * Looks at what was reported, and processes it once more. Needs the permission
 * `servicenow-ticketing.integration.admin`. Every method throws a `ResponseError` when a call is refused.
 * @public
 */
export class IngestsClient {
  readonly #http: HttpClient;

  /** @internal */
  constructor(http: HttpClient) {
    this.#http = http;
  }

  /** What was reported, newest first. */
  async list(
    query: {
      source?: string;
      status?: IngestStatus;
      page?: number;
      size?: number;
    } = {},
    options?: RequestOptions,
  ): Promise<ListIngestsResponse> {
    return this.#http.json(`/ingests${toQuery(query)}`, options);
  }

  /** One report, by the `delivery_id` it was answered with. */
  async get(id: number, options?: RequestOptions): Promise<KeptIngest> {
    return this.#http.json(`/ingests/${id}`, options);
  }

  /** The document of a report as it came; it need not be JSON when it was refused. */
  async getDocument(id: number, options?: RequestOptions): Promise<string> {
    const response = await this.#http.send(
      `/ingests/${id}/document`,
      options ?? {},
    );
    return response.text();
  }

  /** Processes the document of a report as if it came now. */
  async replay(id: number, options?: RequestOptions): Promise<IngestReport> {
    return this.#http.json(`/ingests/${id}/replay`, {
      ...options,
      method: 'POST',
    });
  }
}
