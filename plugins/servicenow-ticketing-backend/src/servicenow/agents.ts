import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { IntegrationSettings } from '../domain/integrationSettings';
import { AddressGuard } from './addressGuard';
import { KEEP_ALIVE, PlainProxyAgent, SecureProxyAgent } from './proxyAgents';
import { createTlsContext } from './tlsContext';

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
    ...KEEP_ALIVE,
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
