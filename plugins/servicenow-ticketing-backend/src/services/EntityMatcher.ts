import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { ServiceUnavailableError, stringifyError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Observation } from 'backstage-plugin-servicenow-ticketing-node';
import { ANNOTATED_ENTITIES, DATASET_KINDS, EntityIndex } from './EntityIndex';

/** What of an observation says which entities it belongs to. @internal */
export type Matchable = Pick<Observation, 'dataset' | 'entityRef'>;

/** How old the index of annotated entities may be. */
const MAX_AGE_MS = 60_000;

/** An index younger than this is not fetched again for a dataset it does not know. */
const MIN_AGE_MS = 5_000;

/**
 * Finds the catalog entities an anomaly belongs to: those the source names itself, else those whose annotations
 * name its dataset. Never by a bare table name.
 *
 * @internal
 */
export class EntityMatcher {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #logger: LoggerService;
  readonly #now: () => number;
  #index: EntityIndex | undefined;
  #loadedAt = -Infinity;
  #loading: Promise<EntityIndex> | undefined;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    logger: LoggerService;
    now?: () => number;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#logger = options.logger;
    this.#now = options.now ?? Date.now;
  }

  /**
   * The entity refs of each item, in the order given; an empty list where there is none.
   *
   * @throws ServiceUnavailableError when the catalog has not answered even once
   */
  async match(items: Matchable[]): Promise<string[][]> {
    if (items.length === 0) {
      return [];
    }
    const explicit = await this.#existing(items);
    const matchAll = (index: EntityIndex) =>
      items.map(
        item => explicit.get(item.entityRef) ?? index.find(item.dataset),
      );

    const matches = matchAll(await this.#indexNotOlderThan(MAX_AGE_MS));
    // Somebody may have just annotated the entity that is missing here.
    return matches.some(refs => refs.length === 0)
      ? matchAll(await this.#indexNotOlderThan(MIN_AGE_MS))
      : matches;
  }

  async #indexNotOlderThan(age: number): Promise<EntityIndex> {
    if (this.#index && this.#now() - this.#loadedAt < age) {
      return this.#index;
    }
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #load(): Promise<EntityIndex> {
    try {
      const { items } = await this.#catalog.getEntities(ANNOTATED_ENTITIES, {
        credentials: await this.#auth.getOwnServiceCredentials(),
      });
      this.#index = new EntityIndex(items);
      this.#loadedAt = this.#now();
      return this.#index;
    } catch (error) {
      const reason = stringifyError(error);
      if (!this.#index) {
        throw new ServiceUnavailableError(
          `The catalog does not answer, so anomalies cannot be matched to its entities. Send the report again later. (${reason})`,
        );
      }
      this.#logger.warn(
        `The catalog does not answer; matching anomalies by what it said before: ${reason}`,
      );
      return this.#index;
    }
  }

  /** Of the entities that sources name themselves, those which exist, by the name as given. */
  async #existing(
    items: Matchable[],
  ): Promise<Map<string | undefined, string[]>> {
    const wanted = new Map<string, string>();
    for (const { entityRef } of items) {
      const ref = entityRef && datasetRef(entityRef);
      if (ref) {
        wanted.set(entityRef, ref);
      }
    }
    if (wanted.size === 0) {
      return new Map();
    }
    const refs = [...new Set(wanted.values())];
    const { items: entities } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: refs, fields: ['kind', 'metadata.name'] },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    const known = new Set(refs.filter((_ref, index) => entities[index]));
    return new Map(
      [...wanted]
        .filter(([, ref]) => known.has(ref))
        .map(([given, ref]) => [given, [ref]]),
    );
  }
}

function datasetRef(text: string): string | undefined {
  try {
    const ref = parseEntityRef(text);
    return DATASET_KINDS.some(
      kind => kind.toLowerCase() === ref.kind.toLowerCase(),
    )
      ? stringifyEntityRef(ref)
      : undefined;
  } catch {
    return undefined;
  }
}
