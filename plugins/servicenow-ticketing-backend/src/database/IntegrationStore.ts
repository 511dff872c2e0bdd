import { ConflictError } from '@backstage/errors';
import type { Knex } from 'knex';
import { clearOtherDefaults } from './operations/integrations/clearOtherDefaults';
import { disconnectIntegration } from './operations/integrations/disconnect';
import type { IntegrationRow } from './tables';

/** An integration that an admin connected in the portal. */
export interface StoredIntegration {
  id: number;
  name: string;
  /** What was checked when it was saved, without secrets. */
  definition: unknown;
  /** Encrypted. */
  secrets: string;
  version: number;
}

/** What is written about an integration. */
export interface IntegrationContent {
  definition: { name: string; default: boolean };
  /** Encrypted. */
  secrets: string;
}

/** Which integrations there ever were, and which change each of them is at. */
export interface KnownIntegration {
  id: number;
  name: string;
  version: number;
}

/**
 * Gives integrations the ids that the HTTP API and stored tickets know them by, and keeps those that were connected
 * in the portal. Every change raises the version, by which other processes notice it.
 */
export class IntegrationStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Makes sure that every integration of the config has a row. */
  async ensureAll(names: string[], now: Date): Promise<void> {
    if (names.length > 0) {
      await this.#knex('integrations')
        .insert(
          names.map(name => ({
            name,
            origin: 'config' as const,
            created_at: now,
          })),
        )
        .onConflict('name')
        .ignore();
    }
  }

  /** All that ever were, also those that are not connected any more. */
  async listKnown(): Promise<KnownIntegration[]> {
    return this.#knex('integrations')
      .orderBy('id')
      .select('id', 'name', 'version');
  }

  /** Those of these ids that are connected in the portal. */
  async listStored(ids: number[]): Promise<StoredIntegration[]> {
    const rows = await storedRows(this.#knex).whereIn('id', ids).orderBy('id');
    return rows.map(toStored);
  }

  /** The one of this id, when it is connected in the portal. */
  async findStored(id: number): Promise<StoredIntegration | undefined> {
    const row = await storedRows(this.#knex).where({ id }).first();
    return row && toStored(row);
  }

  /**
   * Keeps a new integration; one that had this name before gets its id, tickets and waiting changes back.
   *
   * @throws ConflictError when one of this name is connected.
   */
  async connect(
    tx: Knex.Transaction,
    content: IntegrationContent,
    now: Date,
  ): Promise<number> {
    const { name } = content.definition;
    await tx('integrations')
      .insert({ name, origin: 'portal', created_at: now, disconnected_at: now })
      .onConflict('name')
      .ignore();
    const [row] = await tx('integrations')
      .where({ name })
      .andWhere(free =>
        free.whereNull('definition').orWhereNotNull('disconnected_at'),
      )
      .update({
        ...columnsOf(content, now),
        origin: 'portal',
        version: tx.raw('version + 1'),
        disconnected_at: null,
      })
      .returning('id');
    if (!row) {
      throw new ConflictError(
        `definition.name: "${name}" is taken by another integration. Choose another name, or change that integration.`,
      );
    }
    await this.#keepOneDefault(tx, { id: row.id, content, now });
    return row.id;
  }

  /**
   * Writes a change.
   *
   * @throws ConflictError when it was changed by somebody else since `version`.
   */
  async update(
    tx: Knex.Transaction,
    change: {
      id: number;
      version: number;
      content: IntegrationContent;
      /** Whether tokens of an earlier authorization are not those of this content. */
      forgetsTokens?: boolean;
    },
    now: Date,
  ): Promise<void> {
    const { id, version, content, forgetsTokens } = change;
    const changed = await tx('integrations')
      .where({ id, version })
      .whereNull('disconnected_at')
      .update({ ...columnsOf(content, now), version: version + 1 });
    if (changed === 0) {
      throw new ConflictError(
        'The integration was changed or disconnected by somebody else. Load it again, and make your change there.',
      );
    }
    if (forgetsTokens) {
      await tx('oauth_tokens').where({ integration_id: id }).delete();
    }
    await this.#keepOneDefault(tx, { id, content, now });
  }

  /** See {@link disconnectIntegration}. */
  async disconnect(id: number, now: Date): Promise<boolean> {
    return this.#knex.transaction(tx => disconnectIntegration({ tx, id, now }));
  }

  /** Puts the same secrets into another encryption; `false` when they were changed meanwhile. */
  async replaceSecrets(
    id: number,
    secrets: { from: string; to: string },
  ): Promise<boolean> {
    const changed = await this.#knex('integrations')
      .where({ id, secrets: secrets.from })
      .update({ secrets: secrets.to });
    return changed === 1;
  }

  async #keepOneDefault(
    tx: Knex.Transaction,
    change: { id: number; content: IntegrationContent; now: Date },
  ): Promise<void> {
    const { id, content, now } = change;
    if (content.definition.default) {
      await clearOtherDefaults({ tx, id, now });
    }
  }
}

function storedRows(knex: Knex) {
  return knex('integrations')
    .whereNotNull('definition')
    .whereNull('disconnected_at');
}

function columnsOf(content: IntegrationContent, now: Date) {
  return {
    definition: JSON.stringify(content.definition),
    secrets: content.secrets,
    updated_at: now,
    // What was found out about the old definition says nothing about the new one.
    health: null,
    health_checked_at: null,
  };
}

function toStored(row: IntegrationRow): StoredIntegration {
  return {
    id: row.id,
    name: row.name,
    definition: JSON.parse(row.definition!),
    secrets: row.secrets ?? '',
    version: row.version,
  };
}
