import http, { type Agent, type IncomingHttpHeaders } from 'node:http';
import https from 'node:https';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

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
  return new Promise((resolve, reject) => {
    const outgoing = client.request(
      url,
      {
        method,
        agent,
        signal,
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
