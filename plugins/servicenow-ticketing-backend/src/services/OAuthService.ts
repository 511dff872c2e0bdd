import { InputError, isError, NotFoundError } from '@backstage/errors';
import type {
  AuthorizationState,
  AuthorizeRequest,
  AuthorizeResponse,
  IntegrationDefinition,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { toIntegrationDefinition } from '../config/toIntegrationDefinition';
import type {
  OAuthAuthorizationStore,
  StoredAuthorization,
} from '../database/OAuthAuthorizationStore';
import type { IntegrationSettings } from '../domain/integrationSettings';
import type { TokenStorage } from '../servicenow/auth/TokenStorage';
import type { IntegrationRegistry } from './IntegrationRegistry';
import { completeDraft } from './integrations/completeDraft';
import {
  authorizeUrlOf,
  hashOfState,
  newFlowSecrets,
  settingsOf,
  type PendingFlow,
} from './oauth/flow';
import type { IntegrationTokens } from './oauth/IntegrationTokens';
import { pendingTokens } from './oauth/pendingTokens';
import { isSameOwner, openTokens, ownerOf } from './oauth/sealedTokens';
import { NO_ENCRYPTION_KEYS, type SecretBox } from './SecretBox';

/** How long a person may take to sign in and allow access, in milliseconds. */
const FLOW_LIFETIME = 10 * 60_000;
/** What a connection that nobody has named yet is called. */
const UNNAMED = 'new';

/** @internal */
export interface OAuthServiceOptions {
  store: OAuthAuthorizationStore;
  tokens: IntegrationTokens;
  box: SecretBox | undefined;
  integrations: Pick<IntegrationRegistry, 'get'>;
  /** Where ServiceNow sends the browser back to: `<external base URL>/oauth/callback`. */
  redirectUrl: string;
  now?: () => Date;
}

/**
 * Begins authorization-code flows and hands their tokens over; `OAuthCallback` is what happens in between. Only the
 * person who began a flow may ask about it or use it.
 */
export class OAuthService {
  readonly #options: OAuthServiceOptions;
  readonly #now: () => Date;

  constructor(options: OAuthServiceOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
  }

  /** What the application in ServiceNow must name as redirect URL. */
  get redirectUrl(): string {
    return this.#options.redirectUrl;
  }

  /**
   * Begins a flow for what is not saved, whose id goes with the definition when it is.
   *
   * @throws InputError that names the field at fault, or that nothing can be encrypted; NotFoundError when it changes
   *   an integration that is not there.
   */
  async beginForDraft(
    request: AuthorizeRequest,
    userRef: string,
  ): Promise<AuthorizeResponse> {
    this.#requireBox();
    const { definition: draft, integration_id: id } = request;
    const stored =
      id === undefined
        ? undefined
        : toIntegrationDefinition(this.#options.integrations.get(id).settings);
    const definition = completeDraft(
      { ...draft, name: draft.name ?? stored?.name ?? UNNAMED },
      stored,
    );
    if (definition.auth.type !== 'oauth-authorization-code') {
      throw new InputError(
        `definition.auth.type: must be oauth-authorization-code to be authorized by a person, not ${definition.auth.type}`,
      );
    }
    return this.#begin(definition, { userRef });
  }

  /**
   * Begins a flow for an integration that is connected, whose tokens they become at once.
   *
   * @throws NotFoundError, InputError when it signs in by other means, or when nothing can be encrypted.
   */
  async beginForIntegration(
    integrationId: number,
    userRef: string,
  ): Promise<AuthorizeResponse> {
    this.#requireBox();
    const { settings } = this.#options.integrations.get(integrationId);
    if (settings.auth.type !== 'oauth-authorization-code') {
      throw new InputError(
        `${settings.title} signs in by ${settings.auth.type}: there is nothing to authorize. Change its auth.type to oauth-authorization-code first.`,
      );
    }
    return this.#begin(toIntegrationDefinition(settings), {
      userRef,
      integrationId,
    });
  }

  /** How a flow went. @throws NotFoundError when this person has begun none of this id. */
  async getState(
    authorizationId: string,
    userRef: string,
  ): Promise<AuthorizationState> {
    const { status, message } = await this.#find(authorizationId, userRef);
    return {
      status: status === 'exchanging' ? 'pending' : status,
      message: message ?? null,
    };
  }

  /**
   * The tokens of a flow, for testing a definition before it is saved.
   *
   * @throws InputError when the flow is not done, or was for another instance or client.
   */
  async tokensForTest(
    authorizationId: string,
    user: { userRef: string; settings: AuthorizedSettings },
  ): Promise<TokenStorage> {
    return pendingTokens((await this.#open(authorizationId, user)).tokens);
  }

  /**
   * Gives the tokens of a flow to an integration that is just being saved, and forgets the flow.
   *
   * @throws InputError as `tokensForTest`, and when the flow was used already.
   */
  async completeAuthorization(
    tx: Knex.Transaction,
    authorizationId: string,
    target: {
      userRef: string;
      settings: AuthorizedSettings;
      integrationId: number;
    },
  ): Promise<void> {
    const { store, tokens } = this.#options;
    const authorized = await this.#open(authorizationId, target, tx);
    if (!(await store.remove(tx, authorizationId))) {
      throw new InputError(
        'authorization_id: was used already. Authorize again.',
      );
    }
    await tokens.put(target.integrationId, authorized, tx);
  }

  /** Deletes flows that nobody finished or used. */
  async removeExpired(): Promise<void> {
    await this.#options.store.removeExpired(this.#now());
  }

  async #begin(
    definition: IntegrationDefinition,
    who: { userRef: string; integrationId?: number },
  ): Promise<AuthorizeResponse> {
    const { store, redirectUrl } = this.#options;
    const box = this.#requireBox();
    await this.removeExpired();
    const secrets = newFlowSecrets();
    const flow: PendingFlow = {
      definition,
      codeVerifier: secrets.codeVerifier,
    };
    await store.insert({
      id: secrets.authorizationId,
      stateHash: hashOfState(secrets.state),
      integrationId: who.integrationId,
      flow: box.encrypt(JSON.stringify(flow)),
      startedBy: who.userRef,
      expiresAt: new Date(this.#now().getTime() + FLOW_LIFETIME),
    });
    const { settings, client } = settingsOf(flow);
    return {
      authorization_id: secrets.authorizationId,
      authorize_url: authorizeUrlOf(
        { instanceUrl: settings.instanceUrl, client, redirectUrl },
        secrets,
      ),
    };
  }

  async #open(
    authorizationId: string,
    user: { userRef: string; settings: AuthorizedSettings },
    tx?: Knex.Transaction,
  ): Promise<ReturnType<typeof openTokens>> {
    const box = this.#requireBox();
    const found = await this.#find(authorizationId, user.userRef, tx).catch(
      error => {
        throw isError(error) && error.name === 'NotFoundError'
          ? new InputError(
              'authorization_id: is unknown, or its time is over. Authorize again.',
            )
          : error;
      },
    );
    if (found.status !== 'authorized') {
      throw new InputError(
        `authorization_id: ${
          found.message ?? 'the sign-in in ServiceNow is not finished'
        }. Authorize first.`,
      );
    }
    if (found.integrationId !== undefined) {
      throw new InputError(
        'authorization_id: its tokens are those of an integration already; leave it out.',
      );
    }
    const opened = openTokens(box, found.flow);
    if (!isSameOwner(opened.owner, ownerOf(user.settings))) {
      throw new InputError(
        'authorization_id: is for another instance URL or client id. Authorize again after changing them.',
      );
    }
    return opened;
  }

  async #find(
    id: string,
    userRef: string,
    tx?: Knex.Transaction,
  ): Promise<StoredAuthorization> {
    const found = await this.#options.store.find(id, tx);
    if (
      !found ||
      found.startedBy !== userRef ||
      found.expiresAt.getTime() <= this.#now().getTime()
    ) {
      throw new NotFoundError(
        'There is no such authorization of yours, or its time is over. Authorize again.',
      );
    }
    return found;
  }

  #requireBox(): SecretBox {
    if (!this.#options.box) {
      throw new InputError(NO_ENCRYPTION_KEYS);
    }
    return this.#options.box;
  }
}

/** What tokens are bound to. */
type AuthorizedSettings = Pick<IntegrationSettings, 'instanceUrl' | 'auth'>;
