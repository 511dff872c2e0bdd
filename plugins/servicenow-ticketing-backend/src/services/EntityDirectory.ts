import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  DEFAULT_NAMESPACE,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { chunksOf } from '../database/chunk';
import type { EntityFacts } from '../domain/entityFacts';

/** Most entities that are asked for at once. */
const ENTITIES_PER_CALL = 200;

/** Tells what tickets may say about catalog entities. */
export class EntityDirectory {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #logger: LoggerService;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    logger: LoggerService;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#logger = options.logger;
  }

  /** Which of these entities there are not. */
  async listMissing(entityRefs: string[]): Promise<string[]> {
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs, fields: ['kind', 'metadata.name'] },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return entityRefs.filter((_ref, index) => !items[index]);
  }

  /** Those of these entities that there are, by the ref that was asked for; none when the catalog does not answer. */
  async describeAll(entityRefs: string[]): Promise<Map<string, EntityFacts>> {
    const found = new Map<string, EntityFacts>();
    try {
      const credentials = await this.#auth.getOwnServiceCredentials();
      for (const refs of chunksOf(entityRefs, ENTITIES_PER_CALL)) {
        const { items } = await this.#catalog.getEntitiesByRefs(
          { entityRefs: refs },
          { credentials },
        );
        items.forEach((entity, index) => {
          if (entity) {
            found.set(refs[index], toFacts(entity));
          }
        });
      }
    } catch (error) {
      this.#logger.warn(
        `The catalog does not answer; what is made of ${
          entityRefs.length
        } entities goes without what it knows: ${stringifyError(error)}`,
      );
    }
    return found;
  }

  /**
   * The first of several entities that exists; `undefined` when there is none, or the catalog does not answer: what
   * is said of an entity is never worth failing for.
   */
  async describe(entityRefs: string[]): Promise<EntityFacts | undefined> {
    if (entityRefs.length === 0) {
      return undefined;
    }
    try {
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs },
        { credentials: await this.#auth.getOwnServiceCredentials() },
      );
      const entity = items.find(item => item !== undefined);
      return entity && toFacts(entity);
    } catch (error) {
      this.#logger.warn(
        `The catalog does not answer; the ticket says nothing about ${
          entityRefs[0]
        }: ${stringifyError(error)}`,
      );
      return undefined;
    }
  }
}

function toFacts(entity: Entity): EntityFacts {
  const { name, namespace = DEFAULT_NAMESPACE, title } = entity.metadata;
  return {
    ref: stringifyEntityRef(entity),
    kind: entity.kind,
    name,
    namespace,
    title: title ?? name,
    owner: related(entity, RELATION_OWNED_BY),
    system: related(entity, RELATION_PART_OF, 'system:'),
    annotations: entity.metadata.annotations ?? {},
  };
}

function related(
  entity: Entity,
  type: string,
  prefix = '',
): string | undefined {
  return entity.relations?.find(
    relation => relation.type === type && relation.targetRef.startsWith(prefix),
  )?.targetRef;
}
