import { randomUUID } from 'node:crypto';
import type { Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Authenticator } from './auth/Authenticator';
import { CallGate } from './http/CallGate';
import { CircuitBreaker, type CallEnd } from './http/CircuitBreaker';
import { Deadline } from './http/Deadline';
import { exchange, type OutgoingCall } from './http/exchange';
import { retryDelay } from './http/retryPolicy';
import { isServiceNowError, ServiceNowError } from './ServiceNowError';
import type {
  BreakerStatus,
  CallObserver,
  ServiceNowRequest,
  ServiceNowResponse,
  Transport,
} from './transportTypes';

export type {
  BreakerStatus,
  CallObserver,
  ObservedCall,
  ServiceNowRequest,
  ServiceNowResponse,
  Transport,
} from './transportTypes';

/*
 * The only place that calls ServiceNow. A call waits for its turn (CallGate), is not sent while ServiceNow is down
 * (CircuitBreaker), and is sent again only when it is a read (retryPolicy) or was refused with a token that is over.
 * One deadline holds for all of that.
 */

/** Longest URL that instances take; what is longer is answered with a page, or cut. */
const MAX_URL_LENGTH = 8_000;
const DEFAULT_CONCURRENCY = 16;
/** The part of its time that ServiceNow must have had before a timeout is held against it. */
const FAIR_SHARE = 0.5;

/** @internal */
export interface TransportOptions {
  instanceUrl: string;
  auth: Authenticator;
  /** Keeps connections, and knows certificates and proxy; closed with the transport. */
  agent?: Agent;
  /** Longest time one call may take, in milliseconds, with all that it waits for. */
  timeout: number;
  limits?: {
    /** Calls at once. */
    concurrency: number;
    /** Calls in any minute; unlimited unless given. */
    requestsPerMinute?: number;
  };
  onCall?: CallObserver;
  /** Told how many milliseconds a call waited for its turn. */
  onWait?: (milliseconds: number) => void;
  onBreakerChange?: (status: BreakerStatus) => void;
  /** The clock of limits and breaker. */
  now?: () => Date;
  /** For tests: how to wait for one's turn and between tries. */
  sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<unknown>;
}

/** @internal */
export class HttpTransport implements Transport {
  readonly instanceUrl: string;
  readonly #options: TransportOptions;
  readonly #now: () => Date;
  readonly #sleep: NonNullable<TransportOptions['sleep']>;
  readonly #gate: CallGate;
  readonly #breaker: CircuitBreaker;
  readonly #queries = new WeakMap<Readonly<Record<string, string>>, string>();

  constructor(options: TransportOptions) {
    const {
      instanceUrl,
      limits = { concurrency: DEFAULT_CONCURRENCY },
      now = () => new Date(),
      sleep = (milliseconds, signal) =>
        delay(milliseconds, undefined, { signal }),
    } = options;
    this.instanceUrl = instanceUrl;
    this.#options = options;
    this.#now = now;
    this.#sleep = sleep;
    this.#gate = new CallGate({ instanceUrl, ...limits, now, sleep });
    this.#breaker = new CircuitBreaker({
      instanceUrl,
      now,
      onChange: options.onBreakerChange,
    });
  }

  get breaker(): BreakerStatus {
    return this.#breaker.status;
  }

  async send(request: ServiceNowRequest): Promise<ServiceNowResponse> {
    const call = this.#callOf(request);
    const deadline = new Deadline(this.#options.timeout, request.signal);
    try {
      return await this.#sendUntilDone(call, deadline);
    } catch (error) {
      if (isServiceNowError(error)) {
        error.requestId = call.requestId;
        error.isWrite = call.method !== 'GET';
      }
      throw error;
    } finally {
      deadline.clear();
    }
  }

  close(): void {
    this.#gate.close();
    this.#options.agent?.destroy();
  }

  async #sendUntilDone(
    call: OutgoingCall,
    deadline: Deadline,
  ): Promise<ServiceNowResponse> {
    let failure: unknown;
    for (let retries = 0; ; retries++) {
      try {
        return await this.#try(call, deadline);
      } catch (error) {
        if (!isServiceNowError(error)) {
          throw error;
        }
        // What went wrong says more than that it is not tried again now.
        if (error.kind === 'BreakerOpen' && failure) {
          throw failure;
        }
        failure = error;
        const wait = retryDelay(error, { method: call.method, retries });
        if (wait === undefined || wait > deadline.remaining) {
          throw error;
        }
        // A pause that ServiceNow asked for holds for all calls: the gate waits for it.
        if (error.kind !== 'RateLimit' || !error.retryAfter) {
          await this.#sleep(wait, deadline.signal).catch(() => {
            throw error;
          });
        }
      }
    }
  }

  /** Waits for its turn, and sends the call: twice when ServiceNow refuses credentials that can be renewed. */
  async #try(
    call: OutgoingCall,
    deadline: Deadline,
  ): Promise<ServiceNowResponse> {
    this.#breaker.check();
    const came = this.#now().getTime();
    await this.#gate.enter(deadline);
    try {
      this.#options.onWait?.(this.#now().getTime() - came);
      return await this.#sendObserved(call, deadline);
    } finally {
      this.#gate.leave();
    }
  }

  /** Tells the breaker, and the gate, how it went. */
  async #sendObserved(
    call: OutgoingCall,
    deadline: Deadline,
  ): Promise<ServiceNowResponse> {
    const pass = this.#breaker.enter();
    const hadTime = deadline.remaining > deadline.timeout * FAIR_SHARE;
    try {
      const answer = await this.#sendSigned(call, deadline);
      this.#breaker.settle(pass, 'answered');
      return answer;
    } catch (error) {
      this.#breaker.settle(pass, endOf(error, hadTime));
      if (isServiceNowError(error) && error.kind === 'RateLimit') {
        this.#gate.pause(error.retryAfter ?? 0);
      }
      throw error;
    }
  }

  async #sendSigned(
    call: OutgoingCall,
    deadline: Deadline,
  ): Promise<ServiceNowResponse> {
    const { auth, agent, onCall } = this.#options;
    const context = {
      agent,
      deadline,
      refusalRemedy: auth.refusalRemedy,
      observe: onCall,
      now: this.#now,
    };
    const headers = await auth.headers(deadline.signal);
    try {
      return await exchange(call, { ...context, headers });
    } catch (error) {
      // A call whose credentials were refused was not carried out: even a write may be sent again.
      if (!isUnauthorized(error) || !(await auth.renew?.(headers))) {
        throw error;
      }
      this.#gate.countRepeat();
      return exchange(call, {
        ...context,
        headers: await auth.headers(deadline.signal),
      });
    }
  }

  /** Parameters that cannot change are encoded once. */
  #queryOf(parameters: Readonly<Record<string, string>>): string {
    const known = this.#queries.get(parameters);
    if (known !== undefined) {
      return known;
    }
    const query = new URLSearchParams(parameters).toString();
    if (Object.isFrozen(parameters)) {
      this.#queries.set(parameters, query);
    }
    return query;
  }

  #callOf(request: ServiceNowRequest): OutgoingCall {
    const { method, table, parameters, body } = request;
    const query = parameters ? this.#queryOf(parameters) : '';
    const path = query ? `${request.path}?${query}` : request.path;
    const length = this.instanceUrl.length + path.length;
    if (length > MAX_URL_LENGTH) {
      throw new ServiceNowError({
        kind: 'InvalidRequest',
        what: `The request is too long for ServiceNow: its address has ${length} characters, and instances take at most ${MAX_URL_LENGTH}`,
        remedy: 'Search for a shorter text, or for fewer values at once.',
        retryable: false,
      });
    }
    return {
      instanceUrl: this.instanceUrl,
      method,
      path,
      table,
      body: body && JSON.stringify(body),
      requestId: randomUUID(),
    };
  }
}

function isUnauthorized(error: unknown): boolean {
  return isServiceNowError(error) && error.status === 401;
}

/** Whether a failure says that ServiceNow is down: not when a call had hardly any time left as its turn came. */
function endOf(error: unknown, hadTime: boolean): CallEnd {
  if (!isServiceNowError(error)) {
    return 'gave-up';
  }
  const isOurs =
    error.kind === 'Aborted' || (error.kind === 'Timeout' && !hadTime);
  return isOurs ? 'gave-up' : error;
}
