import { InputError, NotFoundError } from '@backstage/errors';
import type { IntegrationSettings } from '../domain/integrationSettings';
import type { IntegrationStore } from '../database/IntegrationStore';
import { authenticatorOf } from '../servicenow/auth/authenticatorOf';
import { ServiceNowClient } from '../servicenow/ServiceNowClient';
import { HttpTransport } from '../servicenow/transport';

/** An integration that is configured, with the client that talks to it. */
export interface ConnectedIntegration {
  id: number;
  settings: IntegrationSettings;
  client: ServiceNowClient;
}

/** Knows the integrations by id. */
export class IntegrationRegistry {
  readonly #connected: Map<number, ConnectedIntegration>;
  readonly #names: Map<number, string>;
  readonly #close: () => void;

  private constructor(options: {
    connected: ConnectedIntegration[];
    names: Map<number, string>;
    close: () => void;
  }) {
    this.#connected = new Map(
      options.connected.map(integration => [integration.id, integration]),
    );
    this.#names = options.names;
    this.#close = options.close;
  }

  /** Gives every integration of the config an id and a client. */
  static async create(options: {
    settings: IntegrationSettings[];
    store: IntegrationStore;
    /** Longest time one call may take, in milliseconds. */
    requestTimeout: number;
    now?: () => Date;
  }): Promise<IntegrationRegistry> {
    const { settings, store, requestTimeout, now = () => new Date() } = options;
    const names = await store.ensureAll(
      settings.map(({ name }) => name),
      now(),
    );
    const idOf = new Map([...names].map(([id, name]) => [name, id]));
    const transports = settings.map(
      ({ instanceUrl, auth }) =>
        new HttpTransport({
          instanceUrl,
          auth: authenticatorOf(auth),
          timeout: requestTimeout,
        }),
    );
    return new IntegrationRegistry({
      connected: settings.map((integration, index) => ({
        id: idOf.get(integration.name)!,
        settings: integration,
        client: new ServiceNowClient(transports[index]),
      })),
      names,
      close: () => transports.forEach(transport => transport.close()),
    });
  }

  /** All that are configured, in the order of the config. */
  list(): ConnectedIntegration[] {
    return [...this.#connected.values()];
  }

  find(id: number): ConnectedIntegration | undefined {
    return this.#connected.get(id);
  }

  /** What people call an integration, even one that is not configured any more. */
  titleOf(id: number): string {
    return (
      this.#connected.get(id)?.settings.title ??
      this.#names.get(id) ??
      String(id)
    );
  }

  /** @throws NotFoundError when there is none of this id. */
  get(id: number): ConnectedIntegration {
    const integration = this.#connected.get(id);
    if (!integration) {
      throw new NotFoundError(
        `There is no integration ${id}. ${this.#known()}`,
      );
    }
    return integration;
  }

  /**
   * The integration a request means: that of the id, else the default.
   *
   * @throws NotFoundError when there is none of this id, InputError when an id is needed.
   */
  resolve(id: number | undefined): ConnectedIntegration {
    if (id !== undefined) {
      return this.get(id);
    }
    const all = this.list();
    if (all.length === 0) {
      throw new NotFoundError(
        'ServiceNow is not connected yet. Add an instance under servicenowTicketing.integrations in app-config.yaml.',
      );
    }
    const preferred =
      all.length === 1
        ? all[0]
        : all.find(({ settings }) => settings.isDefault);
    if (!preferred) {
      throw new InputError(
        `integration_id: is needed, because none of the integrations is the default. ${this.#known()}`,
      );
    }
    return preferred;
  }

  /** Closes idle connections. */
  close(): void {
    this.#close();
  }

  #known(): string {
    const known = this.list()
      .map(({ id, settings }) => `${id} (${settings.title})`)
      .join(', ');
    return `Known: ${known || 'none'}.`;
  }
}
