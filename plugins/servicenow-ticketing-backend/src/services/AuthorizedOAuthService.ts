import type {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  integrationAdminPermission,
  type AuthorizationState,
  type AuthorizeRequest,
  type AuthorizeResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { PermissionGuard } from '../permissions/PermissionGuard';
import type {
  CallbackOutcome,
  CallbackParameters,
  OAuthCallback,
} from './OAuthCallback';
import type { OAuthService } from './OAuthService';

/** A person, who alone can sign in to ServiceNow. @internal */
export interface UserOptions {
  credentials: BackstageCredentials<BackstageUserPrincipal>;
}

/** Authorization-code flows, for those who may administer integrations; else NotAllowedError. */
export class AuthorizedOAuthService {
  readonly #oauth: OAuthService;
  readonly #callback: OAuthCallback;
  readonly #guard: PermissionGuard;

  constructor(options: {
    oauth: OAuthService;
    callback: OAuthCallback;
    guard: PermissionGuard;
  }) {
    this.#oauth = options.oauth;
    this.#callback = options.callback;
    this.#guard = options.guard;
  }

  /** Needs integration.admin. */
  async beginForDraft(
    request: AuthorizeRequest,
    caller: UserOptions,
  ): Promise<AuthorizeResponse> {
    return this.#oauth.beginForDraft(request, await this.#adminRef(caller));
  }

  /** Needs integration.admin. */
  async beginForIntegration(
    integrationId: number,
    caller: UserOptions,
  ): Promise<AuthorizeResponse> {
    return this.#oauth.beginForIntegration(
      integrationId,
      await this.#adminRef(caller),
    );
  }

  /** Needs integration.admin, and to have begun it. */
  async getState(
    authorizationId: string,
    caller: UserOptions,
  ): Promise<AuthorizationState> {
    return this.#oauth.getState(authorizationId, await this.#adminRef(caller));
  }

  /** Needs a state that was given out here, and nothing else: the browser is not signed in. */
  async finish(parameters: CallbackParameters): Promise<CallbackOutcome> {
    return this.#callback.finish(parameters);
  }

  async #adminRef({ credentials }: UserOptions): Promise<string> {
    await this.#guard.require(integrationAdminPermission, credentials);
    return credentials.principal.userEntityRef;
  }
}
