import type { IssuedTokens } from './tokenEndpoint';

/** The tokens of an integration, as all processes see them. @internal */
export interface StoredTokens {
  tokens: IssuedTokens;
  /** Counts what was written. */
  version: number;
  /** When ServiceNow refused to refresh these tokens, if it did. */
  refusedAt?: Date;
}

/**
 * Where tokens of the authorization-code flow are kept, for several processes. Whoever wants to refresh them takes a
 * lease first; writing is guarded by the version, so that the first result wins and later ones are dropped.
 * @internal
 */
export interface TokenStorage {
  /** `undefined` when nobody has authorized the portal yet. */
  load(): Promise<StoredTokens | undefined>;
  /** `false` when another process is refreshing, or has. A lease that is over frees itself. */
  lease(version: number, time: { now: Date; until: Date }): Promise<boolean>;
  /** Writes refreshed tokens and ends the lease; `false` when others were written meanwhile. */
  save(version: number, tokens: IssuedTokens): Promise<boolean>;
  /** Ends the lease without a result; with `refusedAt` the tokens are known to be worthless. */
  release(version: number, outcome: { refusedAt?: Date }): Promise<void>;
}
