import type { Knex } from 'knex';
import type { OAuthAuthorizationRow } from './tables';
import { toDate } from './time';

/** An authorization-code flow that a person has begun. */
export interface StoredAuthorization {
  id: string;
  /** The stored integration whose tokens they become at once. */
  integrationId?: number;
  /** Encrypted. */
  flow: string;
  status: OAuthAuthorizationRow['status'];
  /** Why it failed, in words. */
  message?: string;
  /** User entity ref. */
  startedBy: string;
  expiresAt: Date;
}

/** Keeps authorization-code flows between their beginning and their use. */
export class OAuthAuthorizationStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async insert(
    authorization: Pick<
      StoredAuthorization,
      'id' | 'integrationId' | 'flow' | 'startedBy' | 'expiresAt'
    > & { stateHash: string },
  ): Promise<void> {
    await this.#knex('oauth_authorizations').insert({
      id: authorization.id,
      state_hash: authorization.stateHash,
      integration_id: authorization.integrationId ?? null,
      flow: authorization.flow,
      status: 'pending',
      message: null,
      started_by: authorization.startedBy,
      expires_at: authorization.expiresAt,
    });
  }

  /** Uses a state up: of any number of callers one gets the flow, and only while it is not over. */
  async claim(
    stateHash: string,
    now: Date,
  ): Promise<StoredAuthorization | undefined> {
    const [row] = await this.#knex('oauth_authorizations')
      .where({ state_hash: stateHash, status: 'pending' })
      .andWhere('expires_at', '>', now)
      .update({ status: 'exchanging' })
      .returning('*');
    return row && toAuthorization(row);
  }

  /** Writes how it ended. */
  async settle(
    id: string,
    result: {
      status: 'authorized' | 'failed';
      /** Encrypted; nothing once it is of no use. */
      flow: string;
      message?: string;
      expiresAt: Date;
    },
  ): Promise<void> {
    await this.#knex('oauth_authorizations')
      .where({ id, status: 'exchanging' })
      .update({
        status: result.status,
        flow: result.flow,
        message: result.message ?? null,
        expires_at: result.expiresAt,
      });
  }

  async find(
    id: string,
    tx: Knex = this.#knex,
  ): Promise<StoredAuthorization | undefined> {
    const row = await tx('oauth_authorizations').where({ id }).first();
    return row && toAuthorization(row);
  }

  /** Deletes it; `false` when somebody else did before. */
  async remove(tx: Knex, id: string): Promise<boolean> {
    return (await tx('oauth_authorizations').where({ id }).delete()) === 1;
  }

  /** Deletes those that are over. */
  async removeExpired(now: Date): Promise<void> {
    await this.#knex('oauth_authorizations')
      .where('expires_at', '<=', now)
      .delete();
  }
}

function toAuthorization(row: OAuthAuthorizationRow): StoredAuthorization {
  return {
    id: row.id,
    integrationId: row.integration_id ?? undefined,
    flow: row.flow,
    status: row.status,
    message: row.message ?? undefined,
    startedBy: row.started_by,
    expiresAt: toDate(row.expires_at),
  };
}
