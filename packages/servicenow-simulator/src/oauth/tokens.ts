import { randomBytes } from 'node:crypto';
import type { Clock } from '../engine/types';

const SECOND = 1000;
const AUTHORIZATION_CODE_SECONDS = 60;
const DEFAULT_ACCESS_SECONDS = 1800;
const DEFAULT_REFRESH_SECONDS = 8_640_000;

interface Grant {
  clientId: string;
  userName: string;
  expiresAt: number;
}

interface CodeGrant extends Grant {
  redirectUri: string;
  codeChallenge: string | undefined;
}

/** What the token endpoint answers when all is well. @internal */
export interface TokenAnswer {
  access_token: string;
  refresh_token?: string;
  scope: 'useraccount';
  token_type: 'Bearer';
  expires_in: number;
}

/** For whom a token is, and how long it may live. @internal */
export interface TokenOwner {
  clientId: string;
  userName: string;
  accessSeconds?: number;
  refreshSeconds?: number;
}

function newToken(): string {
  return randomBytes(64).toString('base64url');
}

/** The tokens and codes an instance has given out. @internal */
export class TokenStore {
  readonly #clock: Clock;
  readonly #access = new Map<string, Grant>();
  readonly #refresh = new Map<string, Grant>();
  readonly #codes = new Map<string, CodeGrant>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Access token and, unless the same refresh token goes on or none is due, a new refresh token. */
  issue(
    owner: TokenOwner,
    refresh: 'new' | 'none' | { keep: string } | { replace: string },
  ): TokenAnswer {
    const { clientId, userName } = owner;
    const accessSeconds = owner.accessSeconds || DEFAULT_ACCESS_SECONDS;
    const accessToken = newToken();
    this.#access.set(accessToken, {
      clientId,
      userName,
      expiresAt: this.#in(accessSeconds),
    });
    let refreshToken: string | undefined;
    if (typeof refresh === 'object' && 'keep' in refresh) {
      refreshToken = refresh.keep;
    } else if (refresh !== 'none') {
      if (refresh !== 'new') {
        this.#refresh.delete(refresh.replace);
      }
      refreshToken = newToken();
      this.#refresh.set(refreshToken, {
        clientId,
        userName,
        expiresAt: this.#in(owner.refreshSeconds || DEFAULT_REFRESH_SECONDS),
      });
    }
    return {
      access_token: accessToken,
      refresh_token: refreshToken,
      scope: 'useraccount',
      token_type: 'Bearer',
      expires_in: accessSeconds - 1,
    };
  }

  /** user_name behind an access token; undefined when it is unknown or too old. */
  userOf(accessToken: string): string | undefined {
    return this.#alive(this.#access, accessToken)?.userName;
  }

  refreshGrant(refreshToken: string): Grant | undefined {
    return this.#alive(this.#refresh, refreshToken);
  }

  issueCode(grant: Omit<CodeGrant, 'expiresAt'>): string {
    const code = newToken();
    this.#codes.set(code, {
      ...grant,
      expiresAt: this.#in(AUTHORIZATION_CODE_SECONDS),
    });
    return code;
  }

  /** A code works once. */
  redeemCode(code: string): CodeGrant | undefined {
    const grant = this.#alive(this.#codes, code);
    this.#codes.delete(code);
    return grant;
  }

  /** Revokes an access or refresh token; a refresh token takes the access tokens of its user and client with it. */
  revoke(token: string): boolean {
    const refresh = this.#refresh.get(token);
    if (refresh) {
      for (const [access, grant] of this.#access) {
        if (
          grant.userName === refresh.userName &&
          grant.clientId === refresh.clientId
        ) {
          this.#access.delete(access);
        }
      }
    }
    return this.#refresh.delete(token) || this.#access.delete(token);
  }

  /** Makes tokens invalid as if their time were over. */
  expire(which: 'access' | 'refresh' | 'all'): void {
    if (which !== 'refresh') {
      this.#access.clear();
    }
    if (which !== 'access') {
      this.#refresh.clear();
      this.#codes.clear();
    }
  }

  #in(seconds: number): number {
    return this.#clock.now() + seconds * SECOND;
  }

  #alive<T extends Grant>(grants: Map<string, T>, token: string) {
    const grant = grants.get(token);
    return grant && grant.expiresAt > this.#clock.now() ? grant : undefined;
  }
}
