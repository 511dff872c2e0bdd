import http, {
  type Agent,
  type ClientRequest,
  type IncomingHttpHeaders,
} from 'node:http';
import https from 'node:https';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { addressOf } from './addressOf';

/*
 * One HTTP request, on Node.js's own client. node-fetch is not used, because it waits for ever when a connection is cut
 * in the middle of an answer whose length was told; undici and the built-in fetch take no agent for certificates and
 * proxies that is made for http.
 */

/** `code` of the error when an answer is larger than wanted. @internal */
export const ANSWER_TOO_LARGE = 'ERR_ANSWER_TOO_LARGE';

const gunzip = promisify(zlib.gunzip);

/** @internal */
export interface RawRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string;
  agent?: Agent;
  signal: AbortSignal;
  /** Largest answer that is read, unpacked. */
  maxBytes: number;
}

/** @internal */
export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/**
 * Sends a request and reads the whole answer. Redirects are not followed: that would send the credentials elsewhere,
 * and turn a write into a read.
 *
 * @throws what Node.js throws where there is no whole answer; an AbortError when the signal aborts.
 * @internal
 */
export function sendRequest(
  { url, method, headers, body, agent, signal, maxBytes }: RawRequest,
  onStatus?: (status: number) => void,
): Promise<RawAnswer> {
  const client = url.startsWith('https:') ? https : http;
  return untilAborted(signal, (resolve, reject) => {
    const outgoing = client.request(
      {
        ...addressOf(url),
        method,
        agent,
        headers: {
          ...headers,
          'Accept-Encoding': 'gzip',
          ...(body === undefined
            ? {}
            : { 'Content-Length': Buffer.byteLength(body) }),
        },
      },
      incoming => {
        const status = incoming.statusCode!;
        onStatus?.(status);
        const chunks: Buffer[] = [];
        let size = 0;
        incoming.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          size += chunk.length;
          if (size > maxBytes) {
            reject(tooLarge());
            incoming.destroy();
          }
        });
        // A connection that is cut before the end is an error here.
        incoming.on('error', reject);
        incoming.on('end', () =>
          textOf(Buffer.concat(chunks, size), incoming.headers, maxBytes).then(
            text => resolve({ status, headers: incoming.headers, text }),
            reject,
          ),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
    return outgoing;
  });
}

/** What Node.js does with the signal of a request, for a fraction of the work: this is done for every call. */
function untilAborted<T>(
  signal: AbortSignal,
  begin: (
    resolve: (value: T) => void,
    reject: (error: unknown) => void,
  ) => ClientRequest,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(aborted());
      return;
    }
    const end = () => signal.removeEventListener('abort', onAbort);
    const outgoing = begin(
      value => {
        end();
        resolve(value);
      },
      error => {
        end();
        reject(error);
      },
    );
    function onAbort() {
      const error = aborted();
      reject(error);
      outgoing.destroy(error);
    }
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

function aborted(): Error {
  return Object.assign(new Error('The operation was aborted'), {
    name: 'AbortError',
    code: 'ABORT_ERR',
  });
}

async function textOf(
  content: Buffer,
  headers: IncomingHttpHeaders,
  maxBytes: number,
): Promise<string> {
  if (headers['content-encoding'] !== 'gzip' || content.length === 0) {
    return content.toString('utf8');
  }
  try {
    const unpacked = await gunzip(content, { maxOutputLength: maxBytes });
    return unpacked.toString('utf8');
  } catch (error) {
    throw (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
      ? tooLarge()
      : error;
  }
}

function tooLarge(): Error {
  return Object.assign(new Error('The answer is too large'), {
    code: ANSWER_TOO_LARGE,
  });
}
