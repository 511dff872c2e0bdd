import type { IntegrationSettings } from '../../domain/integrationSettings';
import { authenticatorOf } from '../../servicenow/auth/authenticatorOf';
import { ServiceNowClient } from '../../servicenow/ServiceNowClient';
import { HttpTransport } from '../../servicenow/transport';

/** A client, and how to be done with it. @internal */
export interface Connection {
  client: ServiceNowClient;
  /** Gives up what is on its way, and closes the connections. */
  close(): void;
}

/** Makes the clients that talk to instances. @internal */
export class InstanceConnector {
  readonly #requestTimeout: number;

  constructor(options: {
    /** Longest time one call may take, in milliseconds. */
    requestTimeout: number;
  }) {
    this.#requestTimeout = options.requestTimeout;
  }

  /** Longest time one call may take, in milliseconds. */
  get requestTimeout(): number {
    return this.#requestTimeout;
  }

  connect(
    settings: IntegrationSettings,
    _context: { integrationId?: number },
  ): Connection {
    const { instanceUrl, auth } = settings;
    const transport = new HttpTransport({
      instanceUrl,
      auth: authenticatorOf(auth),
      timeout: this.#requestTimeout,
    });
    return {
      client: new ServiceNowClient(transport),
      close: () => transport.close(),
    };
  }
}
