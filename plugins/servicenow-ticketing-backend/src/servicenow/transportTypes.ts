/** One call of the REST API. @internal */
export interface ServiceNowRequest {
  method: 'GET' | 'POST' | 'PATCH';
  /** Below the instance URL, such as `/api/now/table/incident`. */
  path: string;
  /** Table the call is about, for messages. */
  table?: string;
  parameters?: Readonly<Record<string, string>>;
  body?: Record<string, string>;
  signal?: AbortSignal;
}

/** A usable answer: JSON with a 2xx status. @internal */
export interface ServiceNowResponse {
  body: unknown;
  /** `X-Total-Count`; counts rows the account may not read, too. */
  totalCount?: number;
  /** `Date` header: ServiceNow's clock. */
  date?: Date;
}

/**
 * Whether calls are let through. `open`: none is, until `retryAt`; `half-open`: one is, to find out whether
 * ServiceNow answers again.
 * @internal
 */
export interface BreakerStatus {
  state: 'closed' | 'open' | 'half-open';
  /** Since when it is in this state. */
  since: Date;
  /** When the next call is let through; only while open. */
  retryAt?: Date;
}

/** One try of a call, as it went. @internal */
export interface ObservedCall {
  method: string;
  /** With the query, without the instance URL. */
  path: string;
  /** Missing when no answer came. */
  status?: number;
  /** Of this try alone, without waiting for its turn. */
  durationMs: number;
  /** What went wrong, in words; missing when the answer was usable. */
  error?: string;
  /** The same for all tries of a call, and in its error. */
  requestId: string;
  /** As sent; not redacted. */
  requestBody?: string;
  /** As received; not redacted. */
  responseBody?: string;
  startedAt: Date;
}

/** Called after each try, synchronously and on the way of the answer: quick, and without throwing. @internal */
export type CallObserver = (call: ObservedCall) => void;

/** Sends calls to one instance. @internal */
export interface Transport {
  readonly instanceUrl: string;
  /** Whether calls are let through at present. */
  readonly breaker: BreakerStatus;
  /** @throws ServiceNowError for everything but a usable answer. */
  send(request: ServiceNowRequest): Promise<ServiceNowResponse>;
  /** Lets no more calls through, gives up those that wait for their turn, and closes the connections. */
  close(): void;
}
