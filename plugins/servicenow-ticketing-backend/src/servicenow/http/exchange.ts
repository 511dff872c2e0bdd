import type { Agent } from 'node:http';
import fetch, { type Response } from 'node-fetch';
import type { AuthHeaders } from '../auth/Authenticator';
import { errorOfFailure } from '../errorOfFailure';
import { errorOfAnswer } from '../errors';
import { ServiceNowError } from '../ServiceNowError';
import type {
  CallObserver,
  ObservedCall,
  ServiceNowRequest,
  ServiceNowResponse,
} from '../transportTypes';
import type { Deadline } from './Deadline';
import { USER_AGENT } from './userAgent';

/** ServiceNow's own limit is 10 MB; what is larger is not an answer we asked for. */
const MAX_ANSWER_BYTES = 20 * 1024 * 1024;

/** A call that is ready to be sent. @internal */
export interface OutgoingCall {
  instanceUrl: string;
  method: ServiceNowRequest['method'];
  /** With the query, without the instance URL. */
  path: string;
  table?: string;
  body?: string;
  requestId: string;
}

/** What sends it. @internal */
export interface ExchangeContext {
  agent?: Agent;
  headers: AuthHeaders;
  deadline: Deadline;
  observe?: CallObserver;
  now: () => Date;
}

/**
 * Sends a call once and reads its answer.
 *
 * @throws ServiceNowError for everything but a usable answer.
 * @internal
 */
export async function exchange(
  call: OutgoingCall,
  context: ExchangeContext,
): Promise<ServiceNowResponse> {
  const { observe } = context;
  if (!observe) {
    return sendAndRead(call, context, () => undefined);
  }
  const clock = performance.now();
  const observed: ObservedCall = {
    method: call.method,
    path: call.path,
    requestId: call.requestId,
    requestBody: call.body,
    startedAt: context.now(),
    durationMs: 0,
  };
  try {
    return await sendAndRead(call, context, (status, text) => {
      observed.status = status;
      observed.responseBody = text;
    });
  } catch (error) {
    observed.error = (error as Error).message;
    throw error;
  } finally {
    observed.durationMs = performance.now() - clock;
    observe(observed);
  }
}

async function sendAndRead(
  call: OutgoingCall,
  context: ExchangeContext,
  onAnswer: (status: number, text?: string) => void,
): Promise<ServiceNowResponse> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${call.instanceUrl}${call.path}`, {
      method: call.method,
      headers: headersOf(call, context.headers),
      body: call.body,
      agent: context.agent,
      // Following one would send the credentials elsewhere, and turn a write into a read.
      redirect: 'manual',
      size: MAX_ANSWER_BYTES,
      signal: context.deadline.signal,
    });
    onAnswer(response.status);
    text = await response.text();
    onAnswer(response.status, text);
  } catch (error) {
    throw failureOf(error, call, context.deadline);
  }
  return read(response, text, { call, now: context.now });
}

function headersOf(call: OutgoingCall, auth: AuthHeaders): AuthHeaders {
  return {
    Accept: 'application/json',
    'User-Agent': USER_AGENT,
    'X-Request-ID': call.requestId,
    ...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...auth,
  };
}

function failureOf(
  error: unknown,
  call: OutgoingCall,
  deadline: Deadline,
): ServiceNowError {
  const { instanceUrl } = call;
  if (deadline.isAbandoned) {
    return new ServiceNowError({
      kind: 'Aborted',
      what: `The call to ${instanceUrl} was given up before its answer came`,
      remedy: 'Try again.',
      retryable: true,
      cause: error,
    });
  }
  return errorOfFailure(error, {
    instanceUrl,
    timedOutAfter: deadline.signal.aborted ? deadline.timeout : undefined,
  });
}

function read(
  response: Response,
  text: string,
  context: { call: OutgoingCall; now: () => Date },
): ServiceNowResponse {
  const { headers, status } = response;
  const date = dateOf(headers.get('date'));
  const body = response.ok ? parseJson(text) : undefined;
  if (body === undefined) {
    throw errorOfAnswer({
      instanceUrl: context.call.instanceUrl,
      table: context.call.table,
      status,
      contentType: headers.get('content-type') ?? '',
      body: text,
      retryAfter: headers.get('retry-after') ?? undefined,
      rateLimitReset: headers.get('x-ratelimit-reset') ?? undefined,
      location: headers.get('location') ?? undefined,
      now: date ?? context.now(),
    });
  }
  const totalCount = headers.get('x-total-count');
  return {
    body,
    totalCount:
      totalCount !== null && /^\d+$/.test(totalCount)
        ? Number(totalCount)
        : undefined,
    date,
  };
}

function dateOf(header: string | null): Date | undefined {
  const date = new Date(header ?? NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
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
