import type { Express } from 'express';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Certificate and key of an HTTPS instance, in PEM. @public */
export interface TlsOptions {
  cert: string | Buffer;
  key: string | Buffer;
  /** The authorities that sign the certificates of clients, in PEM. */
  ca?: string | Buffer | (string | Buffer)[];
  /**
   * Ask clients for a certificate. One that `ca` signed and that `sys_user_certificate` maps to a user logs that user in;
   * any other, or none, leaves a client to its other credentials.
   */
  requestCert?: boolean;
}

/** Room for addresses that are too long, so that the instance can say so. */
const MAX_HEADER_SIZE = 1_048_576;

/** A listening server. @internal */
export interface Listener {
  url: string;
  port: number;
  close(): Promise<void>;
}

/** Starts to listen; rejects when the port is taken. @internal */
export async function listen(
  app: Express,
  options: { port: number; host: string; tls?: TlsOptions },
): Promise<Listener> {
  const { port, host, tls } = options;
  const server: Server = tls
    ? createHttpsServer(
        {
          maxHeaderSize: MAX_HEADER_SIZE,
          cert: tls.cert,
          key: tls.key,
          ca: tls.ca,
          requestCert: tls.requestCert,
          // As with a real instance the REST API answers 401, not the TLS handshake.
          rejectUnauthorized: false,
        },
        app,
      )
    : createHttpServer({ maxHeaderSize: MAX_HEADER_SIZE }, app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  const shownHost = host.includes(':') ? `[${host}]` : host;
  return {
    port: address.port,
    url: `${tls ? 'https' : 'http'}://${shownHost}:${address.port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close(error => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
