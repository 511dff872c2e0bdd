import type { Express } from 'express';
import { createServer, IncomingHttpHeaders, request } from 'node:http';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { duplexPair } from 'node:stream';
import { MAX_PAYLOAD_BYTES } from '../http/body';

/** Requests of a batch may have addresses as long as a whole payload may be. */
const MAX_HEADER_SIZE = MAX_PAYLOAD_BYTES;

/** @internal */
export interface InternalRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer | undefined;
}

/** @internal */
export interface InternalAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/**
 * Sends requests to the application it is a part of: HTTP over a pair of streams in memory, so that neither ports nor
 * certificates matter.
 *
 * @internal
 */
export class InternalRequests {
  readonly #app: () => Express;
  #server: Server | undefined;

  constructor(app: () => Express) {
    this.#app = app;
  }

  send({
    method,
    path,
    headers,
    body,
  }: InternalRequest): Promise<InternalAnswer> {
    this.#server ??= createServer(
      { maxHeaderSize: MAX_HEADER_SIZE },
      this.#app(),
    );
    const [near, far] = duplexPair();
    // The server asks for some of what a socket has; it does without on streams.
    this.#server.emit('connection', far);
    return new Promise((resolve, reject) => {
      const outgoing = request({
        method,
        path,
        headers: {
          ...headers,
          connection: 'close',
          'content-length': String(body?.length ?? 0),
        },
        createConnection: () => near as unknown as Socket,
      });
      outgoing.on('response', incoming => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 500,
            headers: incoming.headers,
            body: Buffer.concat(chunks),
          }),
        );
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }
}
