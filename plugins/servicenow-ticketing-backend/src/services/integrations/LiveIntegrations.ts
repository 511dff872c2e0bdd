import type { LoggerService } from '@backstage/backend-plugin-api';
import { relocateToConfig } from '../../config/readIntegrationsConfig';
import { toIntegrationSettings } from '../../config/toIntegrationSettings';
import type {
  IntegrationStore,
  KnownIntegration,
  StoredIntegration,
} from '../../database/IntegrationStore';
import type { IntegrationSettings } from '../../domain/integrationSettings';
import type { ServiceNowClient } from '../../servicenow/ServiceNowClient';
import type { Connection, InstanceConnector } from './InstanceConnector';
import type { IntegrationVault } from './IntegrationVault';

/** An integration that can be used, with the client that talks to it. */
export interface ConnectedIntegration {
  id: number;
  settings: IntegrationSettings;
  client: ServiceNowClient;
  /** `config` cannot be changed in the portal. */
  origin: 'config' | 'portal';
}

/** An integration of the portal that cannot be used before an admin does something. */
export interface UnusableIntegration {
  id: number;
  name: string;
  /** As stored, without secrets; not checked. */
  definition: unknown;
  because: string;
}

/** @internal */
export type LiveIntegration =
  | { connected: ConnectedIntegration; connection: Connection }
  | { unusable: UnusableIntegration };

/** What it takes to keep integrations at hand. */
export interface LiveIntegrationsOptions {
  /** Those of the config. */
  settings: IntegrationSettings[];
  store: IntegrationStore;
  vault: IntegrationVault;
  connector: InstanceConnector;
  logger: LoggerService;
  now?: () => Date;
}

/**
 * Holds a client for every integration: those of the config as long as the process lives, those of the portal until
 * they change, whoever changes them.
 * @internal
 */
export class LiveIntegrations {
  readonly #options: LiveIntegrationsOptions;
  readonly #configured = new Map<number, LiveIntegration>();
  readonly #stored = new Map<number, LiveIntegration>();
  /** Versions of the portal's rows that were looked at. */
  #seen = new Map<number, number>();
  #names = new Map<number, string>();
  #refreshing: Promise<void> = Promise.resolve();
  /** Connections that are closed when calls on their way had time to end. */
  readonly #retired = new Map<Connection, NodeJS.Timeout>();

  private constructor(options: LiveIntegrationsOptions) {
    this.#options = options;
  }

  static async create(
    options: LiveIntegrationsOptions,
  ): Promise<LiveIntegrations> {
    const { settings, store, vault, logger, now = () => new Date() } = options;
    const live = new LiveIntegrations(options);
    await store.ensureAll(
      settings.map(({ name }) => name),
      now(),
    );
    await vault.renew({ store, logger });
    const known = await store.listKnown();
    const idOf = new Map(known.map(({ id, name }) => [name, id]));
    for (const each of settings) {
      const id = idOf.get(each.name)!;
      try {
        live.#configured.set(id, live.#connect({ id, origin: 'config' }, each));
      } catch (error) {
        // Such as a certificate that cannot be read: it shows when the backend starts.
        throw relocateToConfig(error, each.name);
      }
    }
    await live.#warnOfShadowed();
    await live.refresh();
    return live;
  }

  /** Those of the config in its order, then those of the portal, oldest first. */
  all(): LiveIntegration[] {
    return [...this.#configured.values(), ...this.#stored.values()];
  }

  find(id: number): LiveIntegration | undefined {
    return this.#configured.get(id) ?? this.#stored.get(id);
  }

  /** The name of any that ever was. */
  nameOf(id: number): string | undefined {
    return this.#names.get(id);
  }

  /** Whether the config has one of this name. */
  isConfigured(name: string): boolean {
    return this.#options.settings.some(settings => settings.name === name);
  }

  /** Takes over what was changed since the last time. */
  async refresh(): Promise<void> {
    // One after the other, so that an older answer never replaces a newer one.
    const next = this.#refreshing.then(() => this.#takeOver());
    this.#refreshing = next.catch(() => {});
    return next;
  }

  /** Closes all connections at once. */
  close(): void {
    for (const [connection, timer] of this.#retired) {
      clearTimeout(timer);
      connection.close();
    }
    this.#retired.clear();
    for (const live of this.all()) {
      if ('connection' in live) {
        live.connection.close();
      }
    }
  }

  async #takeOver(): Promise<void> {
    const { store } = this.#options;
    const known = await store.listKnown();
    const portals = known.filter(
      // Rows that were never changed are of the config alone; and the config wins.
      ({ name, version }) => version > 0 && !this.isConfigured(name),
    );
    const changed = portals.filter(
      ({ id, version }) => this.#seen.get(id) !== version,
    );
    const rows =
      changed.length > 0
        ? await store.listStored(changed.map(({ id }) => id))
        : [];
    this.#names = new Map(known.map(({ id, name }) => [id, name]));
    this.#dropOthersThan(portals);
    for (const { id, version } of changed) {
      const row = rows.find(each => each.id === id);
      this.#replace(id, row && this.#open(row));
      this.#seen.set(id, row?.version ?? version);
    }
  }

  #dropOthersThan(portals: KnownIntegration[]): void {
    const left = new Set(portals.map(({ id }) => id));
    for (const id of [...this.#seen.keys()].filter(each => !left.has(each))) {
      this.#replace(id, undefined);
      this.#seen.delete(id);
    }
  }

  #replace(id: number, next: LiveIntegration | undefined): void {
    const previous = this.#stored.get(id);
    if (next) {
      this.#stored.set(id, next);
    } else {
      this.#stored.delete(id);
    }
    if (previous && 'connection' in previous) {
      this.#retire(previous.connection);
    }
  }

  /** Calls that are on their way may end; only then is it closed. */
  #retire(connection: Connection): void {
    const timer = setTimeout(() => {
      this.#retired.delete(connection);
      connection.close();
    }, this.#options.connector.requestTimeout).unref();
    this.#retired.set(connection, timer);
  }

  #open(row: StoredIntegration): LiveIntegration {
    const { vault, logger } = this.#options;
    const { id, name, definition } = row;
    const opened = vault.open(row);
    let because: string;
    if ('definition' in opened) {
      try {
        return this.#connect(
          { id, origin: 'portal' },
          toIntegrationSettings(opened.definition),
        );
      } catch (error) {
        // Such as a certificate that was stored before somebody could check it.
        because = (error as Error).message;
      }
    } else {
      because = opened.unusableBecause;
    }
    logger.error(`The integration ${name} cannot be used: ${because}`);
    return { unusable: { id, name, definition, because } };
  }

  #connect(
    which: { id: number; origin: 'config' | 'portal' },
    settings: IntegrationSettings,
  ): LiveIntegration {
    const connection = this.#options.connector.connect(which.id, settings);
    return {
      connected: { ...which, settings, client: connection.client },
      connection,
    };
  }

  async #warnOfShadowed(): Promise<void> {
    const { store, logger } = this.#options;
    for (const { name } of await store.listStored([
      ...this.#configured.keys(),
    ])) {
      logger.warn(
        `The integration ${name} of app-config.yaml takes the place of the one that was connected in the portal under that name. Rename one of them.`,
      );
    }
  }
}
