import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  integrationDefinition,
  type IntegrationDefinition,
} from 'backstage-plugin-servicenow-ticketing-common';
import type {
  IntegrationContent,
  IntegrationStore,
  StoredIntegration,
} from '../../database/IntegrationStore';
import { check } from '../../domain/problems/check';
import { NO_ENCRYPTION_KEYS, type SecretBox } from '../SecretBox';
import {
  joinSecrets,
  splitSecrets,
  type IntegrationSecrets,
} from './integrationSecrets';

/** A stored integration that can be used, or why it cannot. @internal */
export type OpenedIntegration =
  | { definition: IntegrationDefinition }
  | { unusableBecause: string };

/** Seals definitions for the database and opens them again. @internal */
export class IntegrationVault {
  readonly #box: SecretBox | undefined;

  constructor(options: { box: SecretBox | undefined }) {
    this.#box = options.box;
  }

  /** Why nothing can be stored; `undefined` when it can. */
  get lockedBecause(): string | undefined {
    return this.#box ? undefined : NO_ENCRYPTION_KEYS;
  }

  /** @throws Error when there are no keys; ask `lockedBecause` first. */
  seal(definition: IntegrationDefinition): IntegrationContent {
    if (!this.#box) {
      throw new Error(NO_ENCRYPTION_KEYS);
    }
    const { definition: open, secrets } = splitSecrets(definition);
    return {
      definition: open,
      secrets: this.#box.encrypt(JSON.stringify(secrets)),
    };
  }

  /** Does not throw: one integration that cannot be opened must not stop the others. */
  open(stored: StoredIntegration): OpenedIntegration {
    if (!this.#box) {
      return {
        unusableBecause:
          'Its credentials cannot be decrypted, because servicenowTicketing.encryption.keys is not set any more. Put the key back.',
      };
    }
    let secrets: IntegrationSecrets;
    try {
      secrets = JSON.parse(this.#box.decrypt(stored.secrets));
    } catch (error) {
      return { unusableBecause: `${(error as Error).message}.` };
    }
    const checked = check(
      integrationDefinition,
      joinSecrets(stored.definition, secrets),
    );
    return 'data' in checked
      ? { definition: checked.data }
      : {
          unusableBecause: `What was stored does not fit this version: ${checked.problems
            .map(({ path, message }) => `${path.join('.')}: ${message}`)
            .join('; ')}. Save the integration again.`,
        };
  }

  /** Encrypts with the first key what an older one encrypted, so that the older one can be removed. */
  async renew(options: {
    store: IntegrationStore;
    logger: LoggerService;
  }): Promise<void> {
    const { store, logger } = options;
    const box = this.#box;
    if (!box) {
      return;
    }
    const known = await store.listKnown();
    const stored = await store.listStored(known.map(({ id }) => id));
    for (const { id, name, secrets } of stored) {
      if (box.isStale(secrets)) {
        try {
          const to = box.encrypt(box.decrypt(secrets));
          await store.replaceSecrets(id, { from: secrets, to });
        } catch (error) {
          logger.error(
            `The credentials of the integration ${name} cannot be encrypted anew: ${
              (error as Error).message
            }`,
          );
        }
      }
    }
  }
}
