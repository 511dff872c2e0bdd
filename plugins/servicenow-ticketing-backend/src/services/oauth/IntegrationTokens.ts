import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { OAuthTokenStore } from '../../database/OAuthTokenStore';
import type { IntegrationSettings } from '../../domain/integrationSettings';
import type { IssuedTokens } from '../../servicenow/auth/tokenEndpoint';
import type { TokenStorage } from '../../servicenow/auth/TokenStorage';
import { ServiceNowError } from '../../servicenow/ServiceNowError';
import type { SecretBox } from '../SecretBox';
import {
  isSameOwner,
  openTokens,
  ownerOf,
  sealTokens,
  type TokenOwner,
} from './sealedTokens';

/** Keeps the tokens that people's authorizations gave, encrypted. */
export class IntegrationTokens {
  readonly #store: OAuthTokenStore;
  readonly #box: SecretBox | undefined;
  readonly #now: () => Date;

  constructor(options: {
    store: OAuthTokenStore;
    box: SecretBox | undefined;
    now?: () => Date;
  }) {
    this.#store = options.store;
    this.#box = options.box;
    this.#now = options.now ?? (() => new Date());
  }

  /** Where an integration's tokens are; `undefined` when it needs none, or nothing can be encrypted. */
  of(
    integrationId: number,
    settings: Pick<IntegrationSettings, 'instanceUrl' | 'auth'>,
  ): TokenStorage | undefined {
    const owner = ownerOf(settings);
    const box = this.#box;
    if (!owner || !box) {
      return undefined;
    }
    const store = this.#store;
    return {
      load: async () => {
        const stored = await store.find(integrationId);
        const opened = stored && open(box, stored.tokens);
        // The URL or the client were changed since: these tokens are no business of theirs.
        return stored && opened && isSameOwner(owner, opened.owner)
          ? { ...stored, tokens: opened.tokens }
          : undefined;
      },
      lease: (version, time) => store.lease(integrationId, version, time),
      save: (version, tokens) =>
        store.replace(integrationId, version, {
          tokens: sealTokens(box, owner, tokens),
          now: this.#now(),
        }),
      release: (version, outcome) =>
        store.release(integrationId, version, outcome),
    };
  }

  /** Writes the tokens of a new authorization. */
  async put(
    integrationId: number,
    authorized: { owner: TokenOwner; tokens: IssuedTokens },
    tx?: Knex.Transaction,
  ): Promise<void> {
    if (!this.#box) {
      throw new Error('Tokens cannot be stored without an encryption key');
    }
    await this.#store.put(
      {
        integrationId,
        tokens: sealTokens(this.#box, authorized.owner, authorized.tokens),
        now: this.#now(),
      },
      tx,
    );
  }

  /** Encrypts with the first key what an older one encrypted, so that the older one can be removed. */
  async renew(logger: LoggerService): Promise<void> {
    const box = this.#box;
    const sealed = box ? await this.#store.listSealed() : [];
    for (const { integrationId, tokens } of sealed) {
      if (box?.isStale(tokens)) {
        try {
          const to = box.encrypt(box.decrypt(tokens));
          await this.#store.reseal(integrationId, { from: tokens, to });
        } catch (error) {
          logger.error(
            `The tokens of the integration ${integrationId} cannot be encrypted anew: ${
              (error as Error).message
            }`,
          );
        }
      }
    }
  }
}

function open(box: SecretBox, sealed: string): ReturnType<typeof openTokens> {
  try {
    return openTokens(box, sealed);
  } catch (error) {
    throw new ServiceNowError({
      kind: 'NotConfigured',
      what: 'The tokens of the integration cannot be read',
      remedy: `${(error as Error).message}. Or authorize again in Settings.`,
      retryable: true,
    });
  }
}
