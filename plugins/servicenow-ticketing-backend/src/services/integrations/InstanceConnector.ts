import type { IntegrationSettings } from '../../domain/integrationSettings';
import { createAgent } from '../../servicenow/agents';
import { createAuthenticator } from '../../servicenow/auth/createAuthenticator';
import type { TokenStorage } from '../../servicenow/auth/TokenStorage';
import { ServiceNowClient } from '../../servicenow/ServiceNowClient';
import {
  HttpTransport,
  type BreakerStatus,
  type CallObserver,
} from '../../servicenow/transport';

/** A client, and how to be done with it. @internal */
export interface Connection {
  client: ServiceNowClient;
  /** Gives up what is on its way, and closes the connections. */
  close(): void;
}

/** @internal */
export interface InstanceConnectorOptions {
  /** Longest time one call may take, in milliseconds. */
  requestTimeout: number;
  /** Hosts that may be called although their addresses are refused. */
  allowedHosts?: readonly string[];
  /** What is told of the calls of an integration. */
  observerOf?: (
    integrationId: number,
    settings: IntegrationSettings,
  ) => CallObserver | undefined;
  /** Where tokens are that a person's authorization gave to an integration. */
  tokensOf?: (
    integrationId: number,
    settings: IntegrationSettings,
  ) => TokenStorage | undefined;
  /** Told how many milliseconds a call of an integration waited for its turn. */
  onWait?: (integrationId: number, milliseconds: number) => void;
  /** Told when calls of an integration are held back, and when they are let through again. */
  onBreakerChange?: (integrationId: number, breaker: BreakerStatus) => void;
  /** The clock of rate limits and circuit breakers. */
  now?: () => Date;
}

/** Makes the clients that talk to instances. @internal */
export class InstanceConnector {
  readonly #options: InstanceConnectorOptions;

  constructor(options: InstanceConnectorOptions) {
    this.#options = options;
  }

  /** Longest time one call may take, in milliseconds. */
  get requestTimeout(): number {
    return this.#options.requestTimeout;
  }

  /**
   * For an integration that is stored, whose calls are logged. Nothing is sent before the client is used.
   *
   * @throws InputError that names the field, such as `tls.key`, when certificates cannot be used.
   */
  connect(id: number, settings: IntegrationSettings): Connection {
    const { observerOf, tokensOf, onWait, onBreakerChange } = this.#options;
    return this.#connect(settings, {
      tokens: tokensOf?.(id, settings),
      onCall: observerOf?.(id, settings),
      onWait: milliseconds => onWait?.(id, milliseconds),
      onBreakerChange: breaker => onBreakerChange?.(id, breaker),
    });
  }

  /** For settings that are not stored, as {@link InstanceConnector.connect}. */
  tryOut(settings: IntegrationSettings, tokens?: TokenStorage): Connection {
    return this.#connect(settings, { tokens });
  }

  #connect(
    settings: IntegrationSettings,
    context: {
      tokens?: TokenStorage;
      onCall?: CallObserver;
      onWait?: (milliseconds: number) => void;
      onBreakerChange?: (breaker: BreakerStatus) => void;
    },
  ): Connection {
    const { requestTimeout, allowedHosts, now } = this.#options;
    const { instanceUrl, limits, excludedFields } = settings;
    const { tokens, onCall, onWait, onBreakerChange } = context;
    const agent = createAgent(settings, { allowedHosts });
    const transport = new HttpTransport({
      instanceUrl,
      auth: createAuthenticator({ settings, agent, tokens, onCall }),
      agent,
      timeout: requestTimeout,
      limits,
      onCall,
      onWait,
      onBreakerChange,
      now,
    });
    return {
      client: new ServiceNowClient(transport, { excludedFields }),
      close: () => transport.close(),
    };
  }
}
