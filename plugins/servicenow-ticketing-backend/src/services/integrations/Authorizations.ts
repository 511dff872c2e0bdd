import { InputError } from '@backstage/errors';
import type { IntegrationDefinition } from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { toIntegrationSettings } from '../../config/toIntegrationSettings';
import type { IntegrationSettings } from '../../domain/integrationSettings';
import type { TokenStorage } from '../../servicenow/auth/TokenStorage';
import type { AuthorizationDesk } from './contracts';

/** What is tested or saved, by whom, and what it changes. @internal */
export interface AuthorizationRequest {
  definition: IntegrationDefinition;
  userRef: string;
  authorizationId?: string;
  stored?: { id: number; definition: IntegrationDefinition };
}

/** Where nobody has authorized anything. */
const NO_TOKENS: TokenStorage = {
  load: async () => undefined,
  lease: async () => false,
  save: async () => false,
  release: async () => undefined,
};

/** Finds the tokens that definitions may use. Like other secrets they are sent only to where they are meant for. */
export class Authorizations {
  readonly #desk: AuthorizationDesk;
  readonly #tokensOf: (
    integrationId: number,
    settings: IntegrationSettings,
  ) => TokenStorage | undefined;

  constructor(options: {
    desk: AuthorizationDesk;
    tokensOf: (
      integrationId: number,
      settings: IntegrationSettings,
    ) => TokenStorage | undefined;
  }) {
    this.#desk = options.desk;
    this.#tokensOf = options.tokensOf;
  }

  /**
   * The tokens for testing a definition; `undefined` where none are needed.
   *
   * @throws InputError when the authorization is not done, or was for something else.
   */
  async tokensFor(
    request: AuthorizationRequest,
  ): Promise<TokenStorage | undefined> {
    const { definition, userRef, authorizationId, stored } = request;
    if (definition.auth.type !== 'oauth-authorization-code') {
      return undefined;
    }
    const settings = toIntegrationSettings(definition);
    if (authorizationId !== undefined) {
      return this.#desk.tokensForTest(authorizationId, { userRef, settings });
    }
    return stored && !trustsAnotherAuthority(definition, stored.definition)
      ? this.#tokensOf(stored.id, settings)
      : NO_TOKENS;
  }

  /**
   * Refuses to keep tokens that another host could get.
   *
   * @throws InputError that says to authorize again.
   */
  check({ definition, authorizationId, stored }: AuthorizationRequest): void {
    if (
      stored &&
      authorizationId === undefined &&
      definition.auth.type === 'oauth-authorization-code' &&
      stored.definition.auth.type === 'oauth-authorization-code' &&
      trustsAnotherAuthority(definition, stored.definition)
    ) {
      throw new InputError(
        'definition.auth: must be authorized again, because tls.ca was changed: what is stored is sent only to where it was meant for',
      );
    }
  }

  /** Gives the tokens of the authorization to what was saved. */
  async complete(
    tx: Knex.Transaction,
    integrationId: number,
    request: AuthorizationRequest,
  ): Promise<void> {
    const { definition, userRef, authorizationId } = request;
    if (
      authorizationId !== undefined &&
      definition.auth.type === 'oauth-authorization-code'
    ) {
      await this.#desk.completeAuthorization(tx, authorizationId, {
        userRef,
        settings: toIntegrationSettings(definition),
        integrationId,
      });
    }
  }
}

/** An authority of one's own can make another host look like the instance. */
function trustsAnotherAuthority(
  definition: IntegrationDefinition,
  stored: IntegrationDefinition,
): boolean {
  return (
    definition.tls?.ca !== undefined && definition.tls.ca !== stored.tls?.ca
  );
}
