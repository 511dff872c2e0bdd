import type { Knex } from 'knex';
import { chunksOf, WRITE_CHUNK_SIZE } from './chunk';

/** Keeps which journal entries were taken in, so that none is twice. @internal */
export class JournalImportStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Notes entries; answers with those that were not noted before, by anybody. */
  async claim(
    tx: Knex.Transaction,
    integrationId: number,
    entries: { sysIds: string[]; at: Date },
  ): Promise<Set<string>> {
    const claimed = new Set<string>();
    for (const chunk of chunksOf(entries.sysIds, WRITE_CHUNK_SIZE)) {
      const rows = await tx('journal_imports')
        .insert(
          chunk.map(sysId => ({
            integration_id: integrationId,
            sys_id: sysId,
            imported_at: entries.at,
          })),
        )
        .onConflict(['integration_id', 'sys_id'])
        .ignore()
        .returning('sys_id');
      rows.forEach(row => claimed.add(row.sys_id));
    }
    return claimed;
  }

  /** Forgets what no reading goes back to any more. */
  async removeBefore(at: Date): Promise<number> {
    return this.#knex('journal_imports').where('imported_at', '<', at).delete();
  }
}
