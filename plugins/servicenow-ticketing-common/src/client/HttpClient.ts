import { ResponseError } from '@backstage/errors';

/** Options of every call: a token for backend callers, a signal to give up. @public */
export interface RequestOptions {
  token?: string;
  signal?: AbortSignal;
}

/** Where the backend is, and how to call it. @public */
export interface TicketingClientOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  fetchApi?: { fetch: typeof fetch };
}

/** One call of the backend. @internal */
export interface Call extends RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  headers?: Record<string, string>;
}

/** Calls the servicenow-ticketing backend. @internal */
export class HttpClient {
  readonly #discoveryApi: TicketingClientOptions['discoveryApi'];
  readonly #fetchApi: { fetch: typeof fetch };

  constructor(options: TicketingClientOptions) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi ?? { fetch: (...args) => fetch(...args) };
  }

  /** The JSON of the answer; `ResponseError` for anything but a 2xx status. */
  async json<T>(path: string, call?: Call): Promise<T> {
    const response = await this.send(path, call ?? {});
    return response.json();
  }

  /** The answer; `ResponseError` for anything but a 2xx status. */
  async send(path: string, call: Call): Promise<Response> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('servicenow-ticketing');
    const headers: Record<string, string> = {
      ...(call.body === undefined
        ? {}
        : { 'Content-Type': 'application/json' }),
      ...(call.token ? { Authorization: `Bearer ${call.token}` } : {}),
      ...call.headers,
    };
    const response = await this.#fetchApi.fetch(`${baseUrl}${path}`, {
      method: call.method ?? 'GET',
      headers,
      body: call.body === undefined ? undefined : JSON.stringify(call.body),
      signal: call.signal,
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}
