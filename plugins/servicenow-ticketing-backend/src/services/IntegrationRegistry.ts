import { InputError, NotFoundError } from '@backstage/errors';
import { ServiceNowError } from '../servicenow/ServiceNowError';
import {
  LiveIntegrations,
  type ConnectedIntegration,
  type LiveIntegrationsOptions,
  type UnusableIntegration,
} from './integrations/LiveIntegrations';

export type {
  ConnectedIntegration,
  UnusableIntegration,
} from './integrations/LiveIntegrations';

/** Knows the integrations by id, those of the config and those of the portal, which come and go. */
export class IntegrationRegistry {
  readonly #live: LiveIntegrations;

  private constructor(live: LiveIntegrations) {
    this.#live = live;
  }

  static async create(
    options: LiveIntegrationsOptions,
  ): Promise<IntegrationRegistry> {
    return new IntegrationRegistry(await LiveIntegrations.create(options));
  }

  /** Takes over what was changed, here or by another process; cheap when nothing was. */
  async refresh(): Promise<void> {
    return this.#live.refresh();
  }

  /** All that can be used: those of the config in its order, then those of the portal, oldest first. */
  list(): ConnectedIntegration[] {
    return this.#live
      .all()
      .flatMap(live => ('connected' in live ? [live.connected] : []));
  }

  /** Those of the portal that cannot be used before an admin does something. */
  listUnusable(): UnusableIntegration[] {
    return this.#live
      .all()
      .flatMap(live => ('unusable' in live ? [live.unusable] : []));
  }

  find(id: number): ConnectedIntegration | undefined {
    const live = this.#live.find(id);
    return live && 'connected' in live ? live.connected : undefined;
  }

  /**
   * Where changes are delivered; `undefined` when it is not connected any more.
   *
   * @throws ServiceNowError when it is connected, but cannot be used.
   */
  findTarget(id: number): ConnectedIntegration | undefined {
    const live = this.#live.find(id);
    if (live && 'unusable' in live) {
      throw new ServiceNowError({
        kind: 'NotConfigured',
        what: `The integration ${live.unusable.name} cannot be used`,
        remedy: `${live.unusable.because} Then retry.`,
        retryable: false,
      });
    }
    return live?.connected;
  }

  /** Whether the config has an integration of this name. */
  isConfigured(name: string): boolean {
    return this.#live.isConfigured(name);
  }

  /** What people call an integration, even one that is not connected any more. */
  titleOf(id: number): string {
    return this.find(id)?.settings.title ?? this.#live.nameOf(id) ?? String(id);
  }

  /** @throws NotFoundError when there is none of this id, InputError when it cannot be used. */
  get(id: number): ConnectedIntegration {
    const live = this.#live.find(id);
    if (!live) {
      throw new NotFoundError(
        `There is no integration ${id}. ${this.#known()}`,
      );
    }
    if ('unusable' in live) {
      throw new InputError(
        `The integration ${live.unusable.name} cannot be used: ${live.unusable.because}`,
      );
    }
    return live.connected;
  }

  /** The one that is meant where a request names none. */
  findDefault(): ConnectedIntegration | undefined {
    const all = this.list();
    // The config comes first in the list, and so before what was chosen in the portal.
    return all.length === 1
      ? all[0]
      : all.find(({ settings }) => settings.isDefault);
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
    const preferred = this.findDefault();
    if (preferred) {
      return preferred;
    }
    if (this.list().length === 0) {
      throw new NotFoundError(
        'ServiceNow is not connected yet. Connect an instance under Settings, or under servicenowTicketing.integrations in app-config.yaml.',
      );
    }
    throw new InputError(
      `integration_id: is needed, because none of the integrations is the default. ${this.#known()}`,
    );
  }

  /** Closes all connections. */
  close(): void {
    this.#live.close();
  }

  #known(): string {
    const known = this.list()
      .map(({ id, settings }) => `${id} (${settings.title})`)
      .join(', ');
    return `Known: ${known || 'none'}.`;
  }
}
