import { ConflictError, InputError } from '@backstage/errors';
import type { IntegrationDefinition } from 'backstage-plugin-servicenow-ticketing-common';
import type { IntegrationRegistry } from '../IntegrationRegistry';
import type { IntegrationVault } from './IntegrationVault';

/** What connections of the portal must respect beside the definition itself. @internal */
export class ConnectionRules {
  readonly #vault: IntegrationVault;
  readonly #integrations: IntegrationRegistry;

  constructor(options: {
    vault: IntegrationVault;
    integrations: IntegrationRegistry;
  }) {
    this.#vault = options.vault;
    this.#integrations = options.integrations;
  }

  /** @throws InputError when nothing secret can be stored. */
  requireUnlocked(): void {
    if (this.#vault.lockedBecause) {
      throw new InputError(this.#vault.lockedBecause);
    }
  }

  /** @throws ConflictError when an integration of this name is connected. */
  requireFreeName(name: string): void {
    if (this.#integrations.isConfigured(name)) {
      throw new ConflictError(
        `definition.name: "${name}" is taken by an integration of app-config.yaml. Choose another name.`,
      );
    }
    const taken = [
      ...this.#integrations.list().map(({ settings }) => settings.name),
      ...this.#integrations.listUnusable().map(each => each.name),
    ];
    if (taken.includes(name)) {
      throw new ConflictError(
        `definition.name: "${name}" is taken by another integration. Choose another name, or change that integration.`,
      );
    }
  }

  /**
   * Only those of the portal can be told that they are not the default any more.
   *
   * @throws InputError when the config has a default, and this wants to be it.
   */
  requireFreeDefault(definition: IntegrationDefinition): void {
    const configured = this.#integrations
      .list()
      .find(
        ({ origin, settings }) => origin === 'config' && settings.isDefault,
      );
    if (definition.default && configured) {
      throw new InputError(
        `definition.default: ${configured.settings.title} is the default, as app-config.yaml says. Remove "default: true" there first.`,
      );
    }
  }

  /** @throws ConflictError when it can only be changed in the config. */
  requireOfPortal(id: number): void {
    const connected = this.#integrations.find(id);
    if (connected?.origin === 'config') {
      const { title, name } = connected.settings;
      throw new ConflictError(
        `${title} is connected in app-config.yaml, and can only be changed there: see servicenowTicketing.integrations.${name}.`,
      );
    }
  }
}
