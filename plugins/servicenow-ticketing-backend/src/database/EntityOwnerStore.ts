import type { Knex } from 'knex';
import { chunksOf, READ_CHUNK_SIZE, WRITE_CHUNK_SIZE } from './chunk';
import { distinctValues } from './operations/distinctValues';

/** Stands for an owner where the catalog knows of none, so that the entity is not asked about each time. */
const NOBODY = '';

/** Keeps who owns the entities of anomalies. @internal */
export class EntityOwnerStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Every entity that anomalies belong to. */
  async listEntities(): Promise<string[]> {
    const rows = await this.#entities().select('found.value');
    return rows.map(({ value }: { value: string }) => value);
  }

  /** The entities of anomalies whose owners were never asked for. */
  async listUnknown(): Promise<string[]> {
    const rows = await this.#entities()
      .whereNotExists(
        this.#knex('entity_owners')
          .select('owner_ref')
          .whereRaw('?? = ??', ['entity_owners.entity_ref', 'found.value']),
      )
      .select('found.value');
    return rows.map(({ value }: { value: string }) => value);
  }

  /** Forgets entities that no anomaly belongs to any more. */
  async removeUnused(): Promise<void> {
    await this.#knex('entity_owners')
      .whereNotIn(
        'entity_ref',
        this.#knex('anomaly_entities').select('entity_ref'),
      )
      .delete();
  }

  #entities(): Knex.QueryBuilder {
    return distinctValues(this.#knex, {
      rows: () => this.#knex('anomaly_entities'),
      column: 'anomaly_entities.entity_ref',
    });
  }

  async ownersOf(entityRefs: string[]): Promise<string[]> {
    const rows = await this.#knex('entity_owners')
      .distinct('owner_ref')
      .whereIn('entity_ref', entityRefs)
      .whereNot('owner_ref', NOBODY);
    return rows.map(row => row.owner_ref);
  }

  /** Writes the owners of entities instead of those known before. */
  async replace(
    entities: { entityRef: string; ownerRefs: string[] }[],
  ): Promise<void> {
    await this.#knex.transaction(async tx => {
      for (const chunk of chunksOf(entities, READ_CHUNK_SIZE)) {
        await tx('entity_owners')
          .whereIn(
            'entity_ref',
            chunk.map(({ entityRef }) => entityRef),
          )
          .delete();
      }
      const rows = entities.flatMap(({ entityRef, ownerRefs }) =>
        (ownerRefs.length > 0 ? [...new Set(ownerRefs)] : [NOBODY]).map(
          ownerRef => ({ entity_ref: entityRef, owner_ref: ownerRef }),
        ),
      );
      for (const chunk of chunksOf(rows, WRITE_CHUNK_SIZE)) {
        // Another process may be writing the same at this moment.
        await tx('entity_owners').insert(chunk).onConflict().ignore();
      }
    });
  }
}
