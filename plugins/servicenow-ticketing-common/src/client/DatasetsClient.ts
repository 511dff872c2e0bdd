import type {
  AssignDatasetRequest,
  AssignDatasetResponse,
  DatasetAssignment,
  Page,
  SuggestEntitiesResponse,
  UnmatchedDataset,
} from '../schemas';
import type { HttpClient, RequestOptions } from './HttpClient';
import { toQuery } from './toQuery';

/**
 * Assigns datasets to catalog entities by hand, where annotations do not. Needs the permission
 * `servicenow-ticketing.integration.admin`. Every method throws a `ResponseError` when a call is refused.
 * @public
 */
export class DatasetsClient {
  readonly #http: HttpClient;

  /** @internal */
  constructor(http: HttpClient) {
    this.#http = http;
  }

  /** Datasets with open anomalies that no entity stands for, worst first. */
  async listUnmatched(
    query: { query?: string; page?: number; size?: number } = {},
    options?: RequestOptions,
  ): Promise<Page<UnmatchedDataset>> {
    return this.#http.json(`/datasets/unmatched${toQuery(query)}`, options);
  }

  /** Up to five entities that look like a dataset, of those the caller may see, the likeliest first. */
  async suggestEntities(
    key: string,
    options?: RequestOptions,
  ): Promise<SuggestEntitiesResponse> {
    return this.#http.json(`/datasets/suggestions${toQuery({ key })}`, options);
  }

  async listAssignments(
    query: { page?: number; size?: number } = {},
    options?: RequestOptions,
  ): Promise<Page<DatasetAssignment>> {
    return this.#http.json(`/datasets/assignments${toQuery(query)}`, options);
  }

  /** Assigns a dataset to entities, for all its anomalies, now and later. */
  async assign(
    request: AssignDatasetRequest,
    options?: RequestOptions,
  ): Promise<AssignDatasetResponse> {
    return this.#http.json('/datasets/assignments', {
      ...options,
      method: 'POST',
      body: request,
    });
  }

  /** Takes an assignment back; its anomalies are matched as if it had never been. */
  async unassign(
    assignmentId: number,
    options?: RequestOptions,
  ): Promise<void> {
    await this.#http.send(`/datasets/assignments/${assignmentId}`, {
      ...options,
      method: 'DELETE',
    });
  }
}
