import type { Express } from 'express';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Certificate and key of an HTTPS instance, in PEM. @public */
export interface TlsOptions {
  cert: string | Buffer;
  key: string | Buffer;
  /** When given, clients must show a certificate signed by this authority. */
  clientCa?: string | Buffer;
}

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
          cert: tls.cert,
          key: tls.key,
          ca: tls.clientCa,
          requestCert: tls.clientCa !== undefined,
          rejectUnauthorized: tls.clientCa !== undefined,
        },
        app,
      )
    : createHttpServer(app);
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
