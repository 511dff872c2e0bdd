import type { Knex } from 'knex';

/** Gives integrations the ids that the HTTP API and stored tickets know them by. */
export class IntegrationStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Makes sure that every integration of the config has a row; answers with all known names by id. */
  async ensureAll(names: string[], now: Date): Promise<Map<number, string>> {
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
    const rows = await this.#knex('integrations').orderBy('id');
    return new Map(rows.map(row => [row.id, row.name]));
  }
}
