import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EntityOwnerStore } from '../../database/EntityOwnerStore';

/** Most entities that are asked for at once. */
const ENTITIES_PER_CALL = 500;

/**
 * Keeps who owns the entities of anomalies beside the anomalies, so that permission rules about owners can be part of a
 * query.
 *
 * @internal
 */
export class EntityOwners {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #logger: LoggerService;
  readonly #store: EntityOwnerStore;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    logger: LoggerService;
    store: EntityOwnerStore;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#logger = options.logger;
    this.#store = options.store;
  }

  /** Asks the catalog about the entities whose owners are not known yet. */
  async ensure(): Promise<void> {
    await this.#fetch(await this.#store.listUnknown());
  }

  /** Asks the catalog about all entities of anomalies. */
  async refresh(): Promise<void> {
    await this.#store.removeUnused();
    await this.#fetch(await this.#store.listEntities());
  }

  async #fetch(entityRefs: string[]): Promise<void> {
    try {
      for (
        let start = 0;
        start < entityRefs.length;
        start += ENTITIES_PER_CALL
      ) {
        const some = entityRefs.slice(start, start + ENTITIES_PER_CALL);
        const { items } = await this.#catalog.getEntitiesByRefs(
          { entityRefs: some, fields: ['kind', 'metadata.name', 'relations'] },
          { credentials: await this.#auth.getOwnServiceCredentials() },
        );
        await this.#store.replace(
          some.map((entityRef, index) => ({
            entityRef,
            ownerRefs: (items[index]?.relations ?? [])
              .filter(({ type }) => type === RELATION_OWNED_BY)
              .map(({ targetRef }) => targetRef.toLocaleLowerCase('en-US')),
          })),
        );
      }
    } catch (error) {
      this.#logger.warn(
        `The catalog does not say who owns the entities of anomalies; it is asked again later: ${stringifyError(
          error,
        )}`,
      );
    }
  }
}
