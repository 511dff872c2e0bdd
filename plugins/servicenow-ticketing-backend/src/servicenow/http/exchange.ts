import type { Agent } from 'node:http';
import type { AuthHeaders } from '../auth/Authenticator';
import { doubtOf } from '../doubtOf';
import { errorOfFailure } from '../errorOfFailure';
import { errorOfAnswer } from '../errors';
import { isServiceNowError, ServiceNowError } from '../ServiceNowError';
import type {
  CallObserver,
  ObservedCall,
  ServiceNowRequest,
  ServiceNowResponse,
} from '../transportTypes';
import type { Deadline } from './Deadline';
import { sendRequest, type RawAnswer } from './sendRequest';
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
  /** Of the authenticator. */
  refusalRemedy?: string;
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
  try {
    return await exchangeObserved(call, context);
  } catch (error) {
    if (call.method !== 'GET' && isServiceNowError(error)) {
      error.doubt = doubtOf(error);
    }
    throw error;
  }
}

async function exchangeObserved(
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
  let answer: RawAnswer;
  try {
    answer = await sendRequest(
      {
        url: `${call.instanceUrl}${call.path}`,
        method: call.method,
        headers: headersOf(call, context.headers),
        body: call.body,
        agent: context.agent,
        signal: context.deadline.signal,
        maxBytes: MAX_ANSWER_BYTES,
      },
      onAnswer,
    );
  } catch (error) {
    throw failureOf(error, call, context.deadline);
  }
  onAnswer(answer.status, answer.text);
  return read(answer, { ...context, call });
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
  answer: RawAnswer,
  context: ExchangeContext & { call: OutgoingCall },
): ServiceNowResponse {
  const { headers, status, text } = answer;
  const header = (name: string) => headers[name]?.toString();
  const date = dateOf(headers.date);
  const isOk = status >= 200 && status < 300;
  const body = isOk ? parseJson(text) : undefined;
  if (body === undefined) {
    throw errorOfAnswer({
      instanceUrl: context.call.instanceUrl,
      table: context.call.table,
      status,
      contentType: headers['content-type'] ?? '',
      body: text,
      retryAfter: headers['retry-after'],
      rateLimitReset: header('x-ratelimit-reset'),
      location: headers.location,
      refusalRemedy: context.refusalRemedy,
      now: date ?? context.now(),
    });
  }
  const totalCount = header('x-total-count');
  return {
    body,
    totalCount:
      totalCount && /^\d+$/.test(totalCount) ? Number(totalCount) : undefined,
    date,
  };
}

function dateOf(header: string | undefined): Date | undefined {
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
