import type { ClientRequest } from 'node:http';
import { isIP, type Socket } from 'node:net';
import {
  checkServerIdentity,
  type PeerCertificate,
  type SecureContext,
} from 'node:tls';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { AddressGuard } from './addressGuard';

/** Connections wait for the next call; so many of those that a burst of calls made. @internal */
export const KEEP_ALIVE = { keepAlive: true, maxFreeSockets: 16 };

/** How a proxy is reached, and what it must not lead to. @internal */
export interface ProxyRoute {
  proxyUrl: URL;
  guard: AddressGuard;
  /** For a proxy that is spoken to by https. */
  proxyContext?: SecureContext;
}

/** How a proxy is connected to. */
function proxyOptions({ guard, proxyContext }: ProxyRoute) {
  return {
    ...KEEP_ALIVE,
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

/** https to the instance, through a tunnel of the proxy. @internal */
export class SecureProxyAgent extends HttpsProxyAgent<string> {
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

/** http to the instance, which is a matter of the same machine or of tests. @internal */
export class PlainProxyAgent extends HttpProxyAgent<string> {
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
