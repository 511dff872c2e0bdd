import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import fetch, { type Response } from 'node-fetch';
import type { Authenticator } from './auth/Authenticator';
import { errorOfFailure } from './errorOfFailure';
import { errorOfAnswer } from './errors';
import { isServiceNowError, ServiceNowError } from './ServiceNowError';

/*
 * The only place that calls ServiceNow. Reads are tried again here, because they change nothing. Writes never are:
 * a write whose answer was lost may have been done, and only the outbox knows how to find out.
 */

const MAX_READ_RETRIES = 2;
const READ_RETRY_DELAY = 250;
/** A read that must wait longer than this fails at once: somebody is waiting for it. */
const MAX_READ_RETRY_WAIT = 2_000;
/** ServiceNow's own limit is 10 MB; what is larger is not an answer we asked for. */
const MAX_ANSWER_BYTES = 20 * 1024 * 1024;
const USER_AGENT = 'backstage-plugin-servicenow-ticketing';

/** One call of the REST API. @internal */
export interface ServiceNowRequest {
  method: 'GET' | 'POST' | 'PATCH';
  /** Below the instance URL, such as `/api/now/table/incident`. */
  path: string;
  /** Table the call is about, for messages. */
  table?: string;
  parameters?: Record<string, string>;
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

/** Sends calls to one instance. @internal */
export interface Transport {
  readonly instanceUrl: string;
  /** @throws ServiceNowError for everything but a usable answer. */
  send(request: ServiceNowRequest): Promise<ServiceNowResponse>;
  /** Closes idle connections. */
  close(): void;
}

/** @internal */
export interface TransportOptions {
  instanceUrl: string;
  auth: Authenticator;
  /** Longest time one call may take, in milliseconds. */
  timeout: number;
  /** For tests: how to wait between tries of a read. */
  sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<unknown>;
}

/** @internal */
export class HttpTransport implements Transport {
  readonly instanceUrl: string;
  readonly #auth: Authenticator;
  readonly #timeout: number;
  readonly #sleep: NonNullable<TransportOptions['sleep']>;
  readonly #agent: HttpAgent | HttpsAgent;

  constructor(options: TransportOptions) {
    this.instanceUrl = options.instanceUrl;
    this.#auth = options.auth;
    this.#timeout = options.timeout;
    this.#sleep =
      options.sleep ??
      ((milliseconds, signal) => delay(milliseconds, undefined, { signal }));
    this.#agent = options.instanceUrl.startsWith('https:')
      ? new HttpsAgent({ keepAlive: true })
      : new HttpAgent({ keepAlive: true });
  }

  async send(request: ServiceNowRequest): Promise<ServiceNowResponse> {
    for (let retries = 0; ; retries++) {
      try {
        return await this.#sendOnce(request);
      } catch (error) {
        const wait = this.#waitBeforeRetry(error, request, retries);
        if (wait === undefined) {
          throw error;
        }
        await this.#sleep(wait, request.signal).catch(() => {
          throw error;
        });
      }
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  #waitBeforeRetry(
    error: unknown,
    request: ServiceNowRequest,
    retries: number,
  ): number | undefined {
    if (
      request.method !== 'GET' ||
      request.signal?.aborted ||
      retries >= MAX_READ_RETRIES ||
      !isServiceNowError(error) ||
      !isWorthRetryingSoon(error)
    ) {
      return undefined;
    }
    const wait = error.retryAfter ?? READ_RETRY_DELAY * 2 ** retries;
    return wait <= MAX_READ_RETRY_WAIT ? wait : undefined;
  }

  async #sendOnce(request: ServiceNowRequest): Promise<ServiceNowResponse> {
    const timeout = AbortSignal.timeout(this.#timeout);
    const signal = request.signal
      ? AbortSignal.any([timeout, request.signal])
      : timeout;
    const query = new URLSearchParams(request.parameters).toString();
    let response: Response;
    let text: string;
    try {
      response = await fetch(
        `${this.instanceUrl}${request.path}${query ? `?${query}` : ''}`,
        {
          method: request.method,
          headers: {
            Accept: 'application/json',
            'User-Agent': USER_AGENT,
            ...(request.body ? { 'Content-Type': 'application/json' } : {}),
            ...(await this.#auth.headers()),
          },
          body: request.body && JSON.stringify(request.body),
          agent: this.#agent,
          // Following one would send the credentials elsewhere, and turn a write into a read.
          redirect: 'manual',
          size: MAX_ANSWER_BYTES,
          signal,
        },
      );
      text = await response.text();
    } catch (error) {
      throw errorOfFailure(error, {
        instanceUrl: this.instanceUrl,
        timedOutAfter: signal.aborted ? this.#timeout : undefined,
      });
    }
    return this.#read(response, { text, table: request.table });
  }

  #read(
    response: Response,
    answer: { text: string; table?: string },
  ): ServiceNowResponse {
    const { headers, status } = response;
    const body = response.ok ? parseJson(answer.text) : undefined;
    if (body === undefined) {
      throw errorOfAnswer({
        instanceUrl: this.instanceUrl,
        table: answer.table,
        status,
        contentType: headers.get('content-type') ?? '',
        body: answer.text,
        retryAfter: headers.get('retry-after') ?? undefined,
        location: headers.get('location') ?? undefined,
        now: new Date(),
      });
    }
    const totalCount = Number(headers.get('x-total-count') ?? NaN);
    const date = new Date(headers.get('date') ?? NaN);
    return {
      body,
      totalCount: Number.isInteger(totalCount) ? totalCount : undefined,
      date: Number.isNaN(date.getTime()) ? undefined : date,
    };
  }
}

/** Refused credentials, a sleeping instance or a hanging one do not get better within a second. */
function isWorthRetryingSoon(error: ServiceNowError): boolean {
  return (
    error.kind === 'Server' ||
    error.kind === 'BrokenAnswer' ||
    error.kind === 'RateLimit' ||
    error.kind === 'Unreachable'
  );
}

/** `undefined` unless the text is a JSON object with a result, which every usable answer is. */
function parseJson(text: string): unknown {
  try {
    const body = JSON.parse(text);
    return typeof body === 'object' && body !== null && 'result' in body
      ? body
      : undefined;
  } catch {
    return undefined;
  }
}
