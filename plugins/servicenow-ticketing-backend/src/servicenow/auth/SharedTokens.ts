import { setTimeout as delay } from 'node:timers/promises';
import { isServiceNowError, ServiceNowError } from '../ServiceNowError';
import { REFUSAL_REMEDIES, refreshForm, type OAuthClient } from './grants';
import {
  requestTokens,
  type IssuedTokens,
  type TokenEndpoint,
} from './tokenEndpoint';
import { isFresh, type AccessToken } from './TokenSource';
import type { StoredTokens, TokenStorage } from './TokenStorage';

/*
 * Tokens of the authorization-code flow, which several processes share. The promise: a refresh token is sent by one
 * process at a time, because instances may give out a new one with each refresh and refuse the old one. Whoever does
 * not get the lease waits, and uses what the other one got. A process that dies with the lease holds the others up
 * until it ends. When the answer to a refresh was lost and the old refresh token is refused, only a person can help:
 * that is said at once, and ServiceNow is asked again only now and then.
 */

/** How long one process may take to refresh, in milliseconds: more than the token endpoint may. */
const LEASE = 30_000;
/** How often those who wait look whether another process is done, in milliseconds. */
const POLL_INTERVAL = 250;
/** How long a refusal stands before ServiceNow is asked again, in milliseconds. */
const REFUSAL_PAUSE = 60_000;
/** How long a process uses a token without looking whether an admin authorized anew, in milliseconds. */
const RECHECK_INTERVAL = 30_000;
/** New tokens exist nowhere else until they are written. */
const SAVE_TRIES = 3;

/** @internal */
export interface SharedTokensOptions {
  endpoint: TokenEndpoint;
  client: OAuthClient;
  storage: TokenStorage;
  now?: () => Date;
  /** For tests: how to wait for other processes. */
  sleep?: (milliseconds: number) => Promise<unknown>;
}

/** Gets access tokens from the storage, and refreshes those that are over. @internal */
export class SharedTokens {
  readonly #options: SharedTokensOptions;
  readonly #now: () => Date;
  readonly #sleep: (milliseconds: number) => Promise<unknown>;

  constructor(options: SharedTokensOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#sleep = options.sleep ?? (milliseconds => delay(milliseconds));
  }

  /** @throws ServiceNowError when there are no tokens, or they cannot be refreshed. */
  async get(refused?: string): Promise<AccessToken> {
    const { storage } = this.#options;
    const giveUpAt = this.#now().getTime() + 2 * LEASE;
    while (this.#now().getTime() < giveUpAt) {
      const stored = await storage.load();
      if (!stored) {
        throw this.#needsPerson(
          'Nobody has authorized this portal yet',
          'Authorize it in Settings, at the integration.',
        );
      }
      const now = this.#now();
      const { tokens, version, refusedAt } = stored;
      if (tokens.accessToken !== refused && isFresh(tokens, now)) {
        return this.#forAWhile(tokens);
      }
      if (
        !tokens.refreshToken ||
        (refusedAt && now.getTime() - refusedAt.getTime() < REFUSAL_PAUSE)
      ) {
        throw this.#needsPerson(
          'The authorization of this portal is over',
          REFUSAL_REMEDIES.refresh_token,
        );
      }
      const until = new Date(now.getTime() + LEASE);
      if (await storage.lease(version, { now, until })) {
        return this.#forAWhile(await this.#refresh(stored));
      }
      await this.#sleep(POLL_INTERVAL);
    }
    throw new ServiceNowError({
      kind: 'Timeout',
      what: 'Another process of this portal does not get done with refreshing the token',
      remedy: 'Try again; if it stays so, restart the backend.',
      retryable: true,
    });
  }

  async #refresh({ tokens, version }: StoredTokens): Promise<IssuedTokens> {
    const { endpoint, client, storage } = this.#options;
    let issued: IssuedTokens;
    try {
      issued = await requestTokens(
        endpoint,
        refreshForm(client, tokens.refreshToken!),
      );
    } catch (error) {
      const isRefused =
        isServiceNowError(error) && error.kind === 'Credentials';
      await storage
        .release(version, isRefused ? { refusedAt: this.#now() } : {})
        // The lease runs out by itself; what ServiceNow said matters more.
        .catch(() => undefined);
      throw error;
    }
    const refreshed = {
      ...issued,
      // Instances that do not rotate may leave it out.
      refreshToken: issued.refreshToken ?? tokens.refreshToken,
    };
    await this.#save(version, refreshed);
    return refreshed;
  }

  /** When it cannot be written, the token is still good for the calls that wait for it. */
  async #save(version: number, tokens: IssuedTokens): Promise<void> {
    for (let tries = 1; tries <= SAVE_TRIES; tries++) {
      try {
        await this.#options.storage.save(version, tokens);
        return;
      } catch {
        await this.#sleep(POLL_INTERVAL);
      }
    }
  }

  /** Ends the use of a token early enough to notice what others wrote. */
  #forAWhile({ accessToken, expiresAt }: IssuedTokens): AccessToken {
    const issuedAt = this.#now();
    const recheckAt = issuedAt.getTime() + RECHECK_INTERVAL;
    return {
      accessToken,
      issuedAt,
      expiresAt: new Date(Math.min(expiresAt.getTime(), recheckAt)),
    };
  }

  #needsPerson(what: string, remedy: string): ServiceNowError {
    return new ServiceNowError({
      kind: 'Credentials',
      what: `${what} at ${this.#options.endpoint.instanceUrl}`,
      remedy,
      // Once somebody has authorized, what people did meanwhile must arrive.
      retryable: true,
    });
  }
}
