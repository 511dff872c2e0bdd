import type { LoggerService } from '@backstage/backend-plugin-api';
import { createAgent } from '../servicenow/agents';
import { authorizationCodeForm } from '../servicenow/auth/grants';
import {
  requestTokens,
  type IssuedTokens,
} from '../servicenow/auth/tokenEndpoint';
import { isServiceNowError } from '../servicenow/ServiceNowError';
import type { StoredAuthorization } from '../database/OAuthAuthorizationStore';
import {
  hashOfState,
  pendingFlow,
  settingsOf,
  type PendingFlow,
} from './oauth/flow';
import {
  isSameOwner,
  ownerOf,
  sealTokens,
  type TokenOwner,
} from './oauth/sealedTokens';
import type { IntegrationRegistry } from './IntegrationRegistry';
import type { OAuthServiceOptions } from './OAuthService';
import type { SecretBox } from './SecretBox';

/** How long tokens wait for the integration to be saved, in milliseconds: as long as an access token lives. */
const TOKENS_LIFETIME = 30 * 60_000;
/** How long a failure can be asked about, in milliseconds. */
const FAILURE_LIFETIME = 10 * 60_000;

const BEGIN_AGAIN = 'Close this window and authorize again in Settings.';

/** What ServiceNow sends the browser back with. @internal */
export interface CallbackParameters {
  state?: string;
  code?: string;
  error?: string;
}

/** What the person in front of the browser is told; no text of others is in it. @internal */
export interface CallbackOutcome {
  ok: boolean;
  message: string;
}

/** Why a flow ended without tokens, in words for a person. */
class FlowFailure extends Error {}

/**
 * Takes in what ServiceNow sends back through a browser that nobody has signed in: the state, which is used up by it,
 * is what proves that the flow was begun here.
 */
export class OAuthCallback {
  readonly #options: OAuthServiceOptions;
  readonly #integrations: Pick<IntegrationRegistry, 'find' | 'refresh'>;
  readonly #logger: LoggerService;
  readonly #allowedHosts: readonly string[];
  readonly #now: () => Date;

  constructor(
    options: Omit<OAuthServiceOptions, 'integrations'> & {
      integrations: OAuthServiceOptions['integrations'] &
        Pick<IntegrationRegistry, 'find' | 'refresh'>;
      logger: LoggerService;
      /** Of `readAllowedHosts`. */
      allowedHosts: readonly string[];
    },
  ) {
    this.#options = options;
    this.#integrations = options.integrations;
    this.#logger = options.logger;
    this.#allowedHosts = options.allowedHosts;
    this.#now = options.now ?? (() => new Date());
  }

  /** Ends a flow. Does not throw for anything that a browser may bring. */
  async finish(parameters: CallbackParameters): Promise<CallbackOutcome> {
    const { store, box } = this.#options;
    const authorization =
      parameters.state && box
        ? await store.claim(hashOfState(parameters.state), this.#now())
        : undefined;
    if (!authorization || !box) {
      return {
        ok: false,
        message: `This sign-in was not begun in the portal, was used already, or took longer than ten minutes. ${BEGIN_AGAIN}`,
      };
    }
    try {
      return await this.#exchange(box, authorization, parameters);
    } catch (error) {
      const message = this.#explain(error, authorization);
      await store.settle(authorization.id, {
        status: 'failed',
        flow: '',
        message,
        expiresAt: this.#in(FAILURE_LIFETIME),
      });
      return { ok: false, message };
    }
  }

  async #exchange(
    box: SecretBox,
    authorization: StoredAuthorization,
    parameters: CallbackParameters,
  ): Promise<CallbackOutcome> {
    if (!parameters.code) {
      throw new FlowFailure(
        parameters.error === 'access_denied'
          ? `Access was not allowed in ServiceNow. ${BEGIN_AGAIN}`
          : `ServiceNow did not allow access. Check the application in its Application Registry, its redirect URL above all. ${BEGIN_AGAIN}`,
      );
    }
    const flow = pendingFlow.parse(JSON.parse(box.decrypt(authorization.flow)));
    const tokens = await this.#requestTokens(flow, parameters.code);
    const owner = ownerOf(settingsOf(flow).settings)!;
    const { integrationId } = authorization;
    if (integrationId !== undefined) {
      await this.#keepTokens(integrationId, { owner, tokens });
    }
    await this.#options.store.settle(authorization.id, {
      status: 'authorized',
      flow: integrationId === undefined ? sealTokens(box, owner, tokens) : '',
      expiresAt: this.#in(TOKENS_LIFETIME),
    });
    return {
      ok: true,
      message:
        integrationId === undefined
          ? 'ServiceNow allows access. You can close this window, and save the integration in Settings.'
          : 'ServiceNow allows access. You can close this window.',
    };
  }

  async #requestTokens(flow: PendingFlow, code: string): Promise<IssuedTokens> {
    const { settings, client } = settingsOf(flow);
    const agent = createAgent(settings, { allowedHosts: this.#allowedHosts });
    try {
      return await requestTokens(
        { instanceUrl: settings.instanceUrl, agent, now: this.#now },
        authorizationCodeForm(client, {
          code,
          codeVerifier: flow.codeVerifier,
          redirectUrl: this.#options.redirectUrl,
        }),
      );
    } finally {
      agent.destroy();
    }
  }

  /** Only when the integration still is the one that the flow was begun for. */
  async #keepTokens(
    integrationId: number,
    authorized: { owner: TokenOwner; tokens: IssuedTokens },
  ): Promise<void> {
    await this.#integrations.refresh();
    const current = this.#integrations.find(integrationId);
    if (!current || !isSameOwner(authorized.owner, ownerOf(current.settings))) {
      throw new FlowFailure(
        `The integration was changed meanwhile. ${BEGIN_AGAIN}`,
      );
    }
    await this.#options.tokens.put(integrationId, authorized);
  }

  #explain(error: unknown, { id }: StoredAuthorization): string {
    if (error instanceof FlowFailure) {
      return error.message;
    }
    if (isServiceNowError(error)) {
      return `${error.what}. ${error.remedy}`;
    }
    this.#logger.error(
      `The authorization ${id} failed`,
      error instanceof Error ? error : undefined,
    );
    return `The portal could not finish the sign-in; its log says why. ${BEGIN_AGAIN}`;
  }

  #in(milliseconds: number): Date {
    return new Date(this.#now().getTime() + milliseconds);
  }
}
