import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import {
  EnvHttpProxyAgent,
  request,
  RetryAgent,
  type Dispatcher,
} from 'undici';
import { z } from 'zod';
import { UsageError } from '../exitCodes';

// undici is Node's own HTTP client: it waits as Retry-After says, and takes the proxy from the environment.

const compress = promisify(gzip);

/** Waits double from the first to the longest; six retries take about a minute. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
/** Statuses that say nothing about the document. */
const WORTH_RETRYING = [408, 425, 429, 502, 503, 504];
/** A large report may take the portal a while. */
const ANSWER_TIMEOUT = 300_000;

/** What the portal made of a document. */
const answer = z.object({
  created: z.number(),
  updated: z.number(),
  reopened: z.number(),
  resolved: z.number(),
  ignored: z.number(),
  unmatched: z.number(),
  errors: z.array(z.object({ index: z.number(), reason: z.string() })),
});
/** What the portal made of a document. */
export type Answer = z.infer<typeof answer>;

const refusal = z.object({ error: z.object({ message: z.string() }) });

/** Takes in documents, as `POST /ingest/{source}` of the portal does. */
export class TicketingEndpoint {
  readonly #baseUrl: string;
  readonly #token: string;
  readonly #dispatcher: Dispatcher;

  constructor(options: {
    /** Address of the Backstage backend. */
    url: string;
    token: string;
    retries: number;
    firstWait?: number;
  }) {
    this.#baseUrl = `${checkUrl(options.url)}/api/servicenow-ticketing`;
    this.#token = options.token;
    this.#dispatcher = new RetryAgent(new EnvHttpProxyAgent(), {
      // A document that was taken in already changes nothing, so that repeating is safe.
      methods: ['POST'],
      maxRetries: options.retries,
      minTimeout: options.firstWait ?? FIRST_WAIT,
      maxTimeout: LONGEST_WAIT,
      statusCodes: WORTH_RETRYING,
      // The last answer says why.
      throwOnError: false,
    });
  }

  /**
   * Sends one document, zipped, and again while the portal cannot be reached.
   *
   * @throws Error that says why the portal did not take it, and what to do
   */
  async send(source: string, document: unknown): Promise<Answer> {
    const body = JSON.stringify(document);
    const address = `${this.#baseUrl}/ingest/${encodeURIComponent(source)}`;
    let status: number;
    let text: string;
    try {
      const response = await request(address, {
        method: 'POST',
        dispatcher: this.#dispatcher,
        headers: {
          authorization: `Bearer ${this.#token}`,
          'content-type': 'application/json',
          'content-encoding': 'gzip',
          'idempotency-key': createHash('sha256').update(body).digest('hex'),
        },
        body: await compress(body),
        headersTimeout: ANSWER_TIMEOUT,
        bodyTimeout: ANSWER_TIMEOUT,
      });
      status = response.statusCode;
      text = await response.body.text();
    } catch (error) {
      throw new Error(
        `The portal at ${this.#baseUrl} cannot be reached: ${whyOf(
          error,
        )}. Check --url, and the network of this pipeline.`,
        { cause: error },
      );
    }
    const taken = status === 202 ? answer.safeParse(parse(text)) : undefined;
    if (!taken?.success) {
      throw new Error(explain(status, text, { source, address }));
    }
    return taken.data;
  }

  /** Closes the connections. */
  async close(): Promise<void> {
    await this.#dispatcher.close();
  }
}

function checkUrl(value: string): string {
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) {
    throw new UsageError(
      `--url ${value}: is not an address. Write it like https://backstage.example.com.`,
    );
  }
  return value.replace(/\/+$/, '').replace(/\/api\/servicenow-ticketing$/, '');
}

function explain(
  status: number,
  text: string,
  asked: { source: string; address: string },
): string {
  const said = refusal.safeParse(parse(text)).data?.error.message;
  const why = said ? `: ${said}` : '.';
  switch (status) {
    case 401:
      return `The portal does not know the token${why} Check TICKETING_INGEST_TOKEN: it must be one of backend.auth.externalAccess.`;
    case 403:
      return `The token may not report results${why} Its accessRestrictions must allow the permission servicenow-ticketing.anomaly.ingest.`;
    case 404:
      return said
        ? `The portal does not know where to put the results${why}`
        : `There is no servicenow-ticketing plugin at ${asked.address}. Check --url: it is the address of the Backstage backend.`;
    case 202:
      return `${asked.address} answers, but not as the portal does. Check --url: it is the address of the Backstage backend.`;
    default:
      return `The portal did not take the results of ${asked.source} (status ${status})${why}`;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The innermost reason, such as `connect ECONNREFUSED 127.0.0.1:7007`. */
function whyOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return whyOf(error.errors[0]);
  }
  if (!(error instanceof Error)) {
    return String(error);
  }
  return error.cause ? whyOf(error.cause) : error.message;
}
