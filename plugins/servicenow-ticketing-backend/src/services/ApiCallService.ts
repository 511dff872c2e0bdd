import {
  toPage,
  type ApiCall,
  type ListApiCallsRequest,
  type ListApiCallsResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { ApiCallStore, StoredApiCall } from '../database/ApiCallStore';
import type { ApiCallLog } from './ApiCallLog';
import type { IntegrationRegistry } from './IntegrationRegistry';

/** Shows the log of calls to ServiceNow. */
export class ApiCallService {
  readonly #integrations: Pick<IntegrationRegistry, 'get'>;
  readonly #calls: Pick<ApiCallStore, 'list'>;
  readonly #log: Pick<ApiCallLog, 'flush'>;

  constructor(options: {
    integrations: Pick<IntegrationRegistry, 'get'>;
    calls: Pick<ApiCallStore, 'list'>;
    log: Pick<ApiCallLog, 'flush'>;
  }) {
    this.#integrations = options.integrations;
    this.#calls = options.calls;
    this.#log = options.log;
  }

  /**
   * One page of an integration's calls, newest first.
   *
   * @throws NotFoundError when there is no integration of this id.
   */
  async list(
    integrationId: number,
    query: ListApiCallsRequest,
  ): Promise<ListApiCallsResponse> {
    this.#integrations.get(integrationId);
    // Who looks has often just tried something.
    await this.#log.flush();
    const { items, total } = await this.#calls.list({
      integrationId,
      ...query,
    });
    return toPage(items.map(toApiCall), { ...query, total });
  }
}

function toApiCall(call: StoredApiCall): ApiCall {
  return {
    id: call.id,
    method: call.method,
    path: call.path,
    status: call.status ?? null,
    duration_ms: call.durationMs,
    error: call.error ?? null,
    request_id: call.requestId,
    request_body: call.requestBody ?? null,
    response_body: call.responseBody ?? null,
    started_at: call.startedAt.toISOString(),
  };
}
