import { Agent as HttpAgent, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP, type Socket } from 'node:net';
import {
  checkServerIdentity,
  type PeerCertificate,
  type SecureContext,
} from 'node:tls';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { IntegrationSettings } from '../domain/integrationSettings';
import { AddressGuard } from './addressGuard';
import { createTlsContext } from './tlsContext';

/** Connections that a burst of calls leaves open. */
const MAX_FREE_SOCKETS = 16;

/** What connections to an instance are made with. @internal */
export type ConnectionSettings = Pick<
  IntegrationSettings,
  'instanceUrl' | 'tls' | 'proxy'
>;

/**
 * Makes the connections to one instance: they are kept for the next call, trust `tls.ca` beside the usual
 * authorities, show the client certificate, go through the proxy, and never lead to an address that the
 * {@link AddressGuard} refuses. Its errors become clear in `errorOfFailure`. Destroy it when it is not needed any more.
 *
 * @throws InputError that names the field when certificates cannot be used.
 * @internal
 */
export function createAgent(
  settings: ConnectionSettings,
  options: {
    /** Of `readAllowedHosts`. */
    allowedHosts?: readonly string[];
    /** Instead of one made from `allowedHosts`. */
    guard?: AddressGuard;
  } = {},
): HttpAgent {
  const { allowedHosts = [], guard = new AddressGuard({ allowedHosts }) } =
    options;
  const secureContext = createTlsContext(settings.tls);
  const isHttps = settings.instanceUrl.startsWith('https:');
  if (settings.proxy) {
    const route = {
      proxyUrl: proxyUrlOf(settings.proxy),
      guard,
      // The client certificate is for the instance alone.
      proxyContext: createTlsContext({ ca: settings.tls?.ca }),
    };
    return isHttps
      ? new SecureProxyAgent({ ...route, secureContext })
      : new PlainProxyAgent(route);
  }
  const common = {
    keepAlive: true,
    maxFreeSockets: MAX_FREE_SOCKETS,
    lookup: guard.lookup,
  };
  return guarded(
    isHttps
      ? new HttpsAgent({ ...common, secureContext })
      : new HttpAgent(common),
    guard,
  );
}

/** Sockets do not look up what is an address already, so those are checked before. */
function guarded<T extends HttpAgent>(agent: T, guard: AddressGuard): T {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const refusal = guard.refusalOf(options.host);
    if (!refusal) {
      return connect(options, callback);
    }
    // Node.js calls back with an error alone, which its types do not say.
    (callback as ((error: Error) => void) | undefined)?.(refusal);
    return undefined;
  };
  return agent;
}

interface ProxyRoute {
  proxyUrl: URL;
  guard: AddressGuard;
  /** For a proxy that is spoken to by https. */
  proxyContext?: SecureContext;
}

function proxyUrlOf({
  url,
  username,
  password,
}: NonNullable<IntegrationSettings['proxy']>): URL {
  const proxyUrl = new URL(url);
  proxyUrl.username = encodeURIComponent(username ?? '');
  proxyUrl.password = encodeURIComponent(password ?? '');
  return proxyUrl;
}

/** How a proxy is connected to. */
function proxyOptions({ guard, proxyContext }: ProxyRoute) {
  return {
    keepAlive: true,
    maxFreeSockets: MAX_FREE_SOCKETS,
    lookup: guard.lookup,
    secureContext: proxyContext,
  };
}

async function checkRoute(
  { proxyUrl, guard }: ProxyRoute,
  host: string | undefined,
): Promise<void> {
  const refusal = guard.refusalOf(proxyUrl.hostname);
  if (refusal) {
    throw refusal;
  }
  await guard.checkBehindProxy(host ?? '');
}

/** https to the instance, through a tunnel of the proxy. */
class SecureProxyAgent extends HttpsProxyAgent<string> {
  readonly #route: ProxyRoute;
  readonly #secureContext?: SecureContext;

  constructor(options: ProxyRoute & { secureContext?: SecureContext }) {
    super(options.proxyUrl, proxyOptions(options));
    this.#route = options;
    this.#secureContext = options.secureContext;
  }

  async connect(
    request: ClientRequest,
    options: Parameters<HttpsProxyAgent<string>['connect']>[1],
  ): Promise<Socket> {
    const { host = '' } = options;
    await checkRoute(this.#route, host);
    return super.connect(request, {
      ...options,
      secureContext: this.#secureContext,
      // Behind a tunnel TLS is told names only, and would take an address for localhost.
      ...(isIP(host) && {
        checkServerIdentity: (_: string, certificate: PeerCertificate) =>
          checkServerIdentity(host, certificate),
      }),
    } as typeof options);
  }
}

/** http to the instance, which is a matter of the same machine or of tests. */
class PlainProxyAgent extends HttpProxyAgent<string> {
  readonly #route: ProxyRoute;

  constructor(options: ProxyRoute) {
    super(options.proxyUrl, proxyOptions(options));
    this.#route = options;
  }

  async connect(
    request: Parameters<HttpProxyAgent<string>['connect']>[0],
    options: Parameters<HttpProxyAgent<string>['connect']>[1],
  ): Promise<Socket> {
    await checkRoute(this.#route, options.host);
    return super.connect(request, options);
  }
}
