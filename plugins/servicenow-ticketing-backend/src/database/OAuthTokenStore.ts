import type { Knex } from 'knex';
import { toDate } from './time';

/** Tokens of one integration. */
export interface StoredOAuthTokens {
  /** Encrypted. */
  tokens: string;
  /** Counts what was written. */
  version: number;
  /** When ServiceNow refused to refresh these, if it did. */
  refusedAt?: Date;
}

/**
 * Keeps the tokens of the authorization-code flow, one row for each integration. Every change is one statement that
 * is guarded by the version, so that of several processes the first one wins.
 */
export class OAuthTokenStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async find(integrationId: number): Promise<StoredOAuthTokens | undefined> {
    const row = await this.#knex('oauth_tokens')
      .where({ integration_id: integrationId })
      .first();
    return (
      row && {
        tokens: row.tokens,
        version: row.version,
        refusedAt: row.refused_at === null ? undefined : toDate(row.refused_at),
      }
    );
  }

  /** Writes tokens that a person's authorization gave, whatever was there. */
  async put(
    change: { integrationId: number; tokens: string; now: Date },
    tx: Knex = this.#knex,
  ): Promise<void> {
    const { integrationId, tokens, now } = change;
    const written = {
      tokens,
      refresh_lease_until: null,
      refused_at: null,
      updated_at: now,
    };
    await tx('oauth_tokens')
      .insert({ ...written, integration_id: integrationId, version: 1 })
      .onConflict('integration_id')
      .merge({ ...written, version: tx.raw('oauth_tokens.version + 1') });
  }

  /** Takes the right to refresh; `false` when another process has it, or wrote meanwhile. */
  async lease(
    integrationId: number,
    version: number,
    time: { now: Date; until: Date },
  ): Promise<boolean> {
    const changed = await this.#at(integrationId, version)
      .andWhere(free =>
        free
          .whereNull('refresh_lease_until')
          .orWhere('refresh_lease_until', '<=', time.now),
      )
      .update({ refresh_lease_until: time.until });
    return changed === 1;
  }

  /** Writes refreshed tokens, which ends the lease; `false` when others were written meanwhile. */
  async replace(
    integrationId: number,
    version: number,
    change: { tokens: string; now: Date },
  ): Promise<boolean> {
    const changed = await this.#at(integrationId, version).update({
      tokens: change.tokens,
      version: version + 1,
      refresh_lease_until: null,
      refused_at: null,
      updated_at: change.now,
    });
    return changed === 1;
  }

  /** Ends the lease without new tokens. */
  async release(
    integrationId: number,
    version: number,
    outcome: { refusedAt?: Date },
  ): Promise<void> {
    await this.#at(integrationId, version).update({
      refresh_lease_until: null,
      ...(outcome.refusedAt && { refused_at: outcome.refusedAt }),
    });
  }

  /** The encrypted tokens of all integrations. */
  async listSealed(): Promise<{ integrationId: number; tokens: string }[]> {
    const rows = await this.#knex('oauth_tokens').select(
      'integration_id',
      'tokens',
    );
    return rows.map(({ integration_id: integrationId, tokens }) => ({
      integrationId,
      tokens,
    }));
  }

  /** Puts the same tokens into another encryption, unless they were changed meanwhile. */
  async reseal(
    integrationId: number,
    sealed: { from: string; to: string },
  ): Promise<void> {
    await this.#knex('oauth_tokens')
      .where({ integration_id: integrationId, tokens: sealed.from })
      .update({ tokens: sealed.to });
  }

  #at(integrationId: number, version: number) {
    return this.#knex('oauth_tokens').where({
      integration_id: integrationId,
      version,
    });
  }
}
