import type http from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import {
  createTestAuthority,
  type TestAuthority,
  type TestCertificate,
} from '../../__testUtils__/certificates';
import {
  createConnectProxy,
  type ConnectProxy,
} from '../../__testUtils__/connectProxy';
import { createAgent, type ConnectionSettings } from '../agents';
import { errorOfFailure } from '../errorOfFailure';
import { sendRequest } from '../http/sendRequest';

interface Certificates {
  authority: TestAuthority;
  server: TestCertificate;
}

interface HttpsOptions {
  /** Shows a certificate that is over. */
  expired?: boolean;
  /** Lets only clients in that show a certificate. */
  wantsCertificate?: boolean;
}

/** HTTPS servers and proxies that live as long as one test; call it once, at the top of a describe. */
export function useHttpsServers() {
  const authority = createTestAuthority();
  const server = authority.issue({ commonName: 'it', address: '127.0.0.1' });
  const stops: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    await Promise.all(stops.splice(0).map(stop => stop()));
  });
  return {
    authority,
    server,
    stops,
    /** Settings that trust the servers. */
    trust: { ca: authority.certificate },

    /** Answers with the name of the client certificate, and with how many connections there were; gives the URL. */
    async start(options: HttpsOptions = {}): Promise<string> {
      const instance = await startHttps({ authority, server }, options);
      stops.push(instance.stop);
      return instance.url;
    },

    async startProxy(credentials?: string): Promise<ConnectProxy> {
      const proxy = await createConnectProxy(credentials);
      stops.push(proxy.stop);
      return proxy;
    },
  };
}

/** One call, without errors that explain. */
export const call = (url: string, agent: http.Agent) =>
  sendRequest({
    url,
    agent,
    method: 'GET',
    headers: {},
    signal: AbortSignal.timeout(10_000),
    maxBytes: 1_000,
  });

/** Two calls, whose answers must be the same, and after which the agent is not needed any more. */
export async function get(
  settings: ConnectionSettings,
  options: Parameters<typeof createAgent>[1] = {},
): Promise<string> {
  const agent = createAgent(settings, options);
  try {
    const texts = [];
    for (let calls = 0; calls < 2; calls++) {
      const { status, text } = await call(`${settings.instanceUrl}/api`, agent);
      texts.push(`${status} ${text}`);
    }
    expect(texts[1]).toBe(texts[0]);
    return texts[0];
  } catch (error) {
    throw errorOfFailure(error, { instanceUrl: settings.instanceUrl });
  } finally {
    agent.destroy();
  }
}

async function startHttps(
  { authority, server }: Certificates,
  options: HttpsOptions,
) {
  const { certificate, key } = options.expired
    ? authority.issue({
        commonName: 'it',
        address: '127.0.0.1',
        expiresIn: -1,
      })
    : server;
  let connections = 0;
  const instance: Server = createServer(
    {
      cert: certificate,
      key,
      ca: authority.certificate,
      requestCert: options.wantsCertificate,
      rejectUnauthorized: options.wantsCertificate,
    },
    (req, res) => {
      const socket = req.socket as TLSSocket;
      const shown = socket.getPeerCertificate?.();
      res.end(`${shown?.subject?.CN ?? 'nobody'} ${connections}`);
    },
  );
  instance.on('secureConnection', () => {
    connections += 1;
  });
  instance.on('tlsClientError', () => undefined);
  await new Promise<void>(done => {
    instance.listen(0, '127.0.0.1', done);
  });
  return {
    url: `https://127.0.0.1:${(instance.address() as AddressInfo).port}`,
    stop: () =>
      new Promise(done => {
        instance.closeAllConnections();
        instance.close(done);
      }),
  };
}
