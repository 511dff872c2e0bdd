import { randomUUID } from 'node:crypto';
import type { Agent } from 'node:http';
import { errorOfFailure } from '../errorOfFailure';
import { errorOfAnswer } from '../errors';
import { Deadline } from '../http/Deadline';
import { sendRequest, type RawAnswer } from '../http/sendRequest';
import { USER_AGENT } from '../http/userAgent';
import { ServiceNowError } from '../ServiceNowError';
import type { CallObserver } from '../transportTypes';
import { REFUSAL_REMEDIES, type TokenForm } from './grants';

/*
 * Gets tokens. Beside the transport this is the only place that calls ServiceNow: signing a call needs a token, so
 * getting one cannot go through what signs calls. It is never tried again here, because a code and a rotated refresh
 * token work once.
 */

const PATH = '/oauth_token.do';
/** An answer has some hundred bytes; pages that stand in for it have more. */
const MAX_ANSWER_BYTES = 1024 * 1024;
const DEFAULT_TIMEOUT = 20_000;
/** How long a token is trusted when ServiceNow does not say, in seconds. */
const DEFAULT_LIFETIME = 300;
/** Words of a refusal that are safe to repeat. */
const HARMLESS = /^[a-z_ ]{1,60}$/i;

/** Where tokens come from. @internal */
export interface TokenEndpoint {
  instanceUrl: string;
  agent?: Agent;
  /** Longest time to wait for an answer, in milliseconds. */
  timeout?: number;
  /** Told of every call, without bodies: they are nothing but secrets. */
  onCall?: CallObserver;
  now?: () => Date;
}

/** What ServiceNow gave out. @internal */
export interface IssuedTokens {
  accessToken: string;
  /** Missing where the grant gives none. */
  refreshToken?: string;
  issuedAt: Date;
  expiresAt: Date;
}

/**
 * Asks for tokens.
 *
 * @throws ServiceNowError: of kind Credentials when ServiceNow refuses, with what to check for this grant.
 * @internal
 */
export async function requestTokens(
  endpoint: TokenEndpoint,
  form: TokenForm,
): Promise<IssuedTokens> {
  const { onCall, now = () => new Date() } = endpoint;
  const startedAt = now();
  const clock = performance.now();
  const requestId = randomUUID();
  let status: number | undefined;
  let failure: ServiceNowError | undefined;
  try {
    const response = await post(endpoint, form, requestId);
    status = response.status;
    return read({ endpoint, form, response, startedAt });
  } catch (error) {
    failure = errorOfFailure(error, endpoint);
    failure.requestId = requestId;
    throw failure;
  } finally {
    onCall?.({
      method: 'POST',
      path: PATH,
      status,
      durationMs: performance.now() - clock,
      error: failure?.message,
      requestId,
      startedAt,
    });
  }
}

async function post(
  endpoint: TokenEndpoint,
  form: TokenForm,
  requestId: string,
): Promise<RawAnswer> {
  const { instanceUrl, agent, timeout = DEFAULT_TIMEOUT } = endpoint;
  const deadline = new Deadline(timeout);
  try {
    return await sendRequest({
      url: `${instanceUrl}${PATH}`,
      method: 'POST',
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/x-www-form-urlencoded',
        'User-Agent': USER_AGENT,
        'X-Request-ID': requestId,
      },
      body: new URLSearchParams(form).toString(),
      agent,
      signal: deadline.signal,
      maxBytes: MAX_ANSWER_BYTES,
    });
  } catch (error) {
    throw errorOfFailure(error, {
      instanceUrl,
      timedOutAfter: deadline.signal.aborted ? timeout : undefined,
    });
  } finally {
    deadline.clear();
  }
}

function read(answer: {
  endpoint: TokenEndpoint;
  form: TokenForm;
  response: RawAnswer;
  startedAt: Date;
}): IssuedTokens {
  const { endpoint, form, response, startedAt } = answer;
  const { headers, status, text } = response;
  const body = parseJson(text);
  if (isRefusal(status, body)) {
    throw new ServiceNowError({
      kind: 'Credentials',
      what: `${endpoint.instanceUrl} refuses to give a token${quote(body)}`,
      remedy: REFUSAL_REMEDIES[form.grant_type],
      // Secrets are rotated: what people did meanwhile must arrive once the new one is configured.
      retryable: true,
      status,
    });
  }
  if (status === 403) {
    throw new ServiceNowError({
      kind: 'Access',
      what: `${endpoint.instanceUrl} does not let this portal ask for a token (status 403)`,
      remedy:
        'Check the IP address access control of the instance, and any firewall or proxy on the way.',
      retryable: true,
      status,
    });
  }
  const isOk = status >= 200 && status < 300;
  const accessToken = body?.access_token;
  if (!isOk || typeof accessToken !== 'string' || !accessToken) {
    throw errorOfAnswer({
      instanceUrl: endpoint.instanceUrl,
      status,
      contentType: headers['content-type'] ?? '',
      body: text,
      retryAfter: headers['retry-after'],
      location: headers.location,
      now: startedAt,
    });
  }
  const { refresh_token: refreshToken, expires_in: expiresIn } = body!;
  const lifetime = Number(expiresIn) > 0 ? Number(expiresIn) : DEFAULT_LIFETIME;
  return {
    accessToken,
    refreshToken:
      typeof refreshToken === 'string' && refreshToken
        ? refreshToken
        : undefined,
    issuedAt: startedAt,
    // Counted from the question, so that a slow answer never makes a token live too long.
    expiresAt: new Date(startedAt.getTime() + lifetime * 1000),
  };
}

type Body = Record<string, unknown>;

/** Instances say 401 whatever is wrong, some 400; and an error may come with any status that is not a server's. */
function isRefusal(status: number, body: Body | undefined): boolean {
  return (
    status === 401 ||
    (status === 400 && body !== undefined) ||
    (status < 300 && typeof body?.error === 'string')
  );
}

function quote(body: Body | undefined): string {
  const words = [body?.error_description, body?.error].filter(
    (word): word is string => typeof word === 'string' && HARMLESS.test(word),
  );
  return words.length > 0 ? ` (${words.join(', ')})` : '';
}

function parseJson(text: string): Body | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null
      ? (body as Body)
      : undefined;
  } catch {
    return undefined;
  }
}
