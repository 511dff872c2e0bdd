import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { ServiceUnavailableError, stringifyError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Observation } from 'backstage-plugin-servicenow-ticketing-node';
import { datasetKey, normalizeDatasetName } from '../../domain/datasetName';
import {
  entityRefByPattern,
  type DatasetPattern,
} from '../../domain/datasetPattern';
import { ANNOTATED_ENTITIES, DATASET_KINDS, EntityIndex } from './EntityIndex';

/** What of an observation says which entities it belongs to. @internal */
export type Matchable = Pick<Observation, 'dataset' | 'entityRef'> & {
  /** Id of the source, which may have a pattern. */
  source?: string;
};

/** Which entities admins have assigned datasets to, by the key of the dataset. @internal */
export interface AssignmentReader {
  listAll(): Promise<Map<string, string[]>>;
}

/** How old the index of annotated entities may be. */
const MAX_AGE_MS = 60_000;

/** An index younger than this is not fetched again for a dataset it does not know. */
const MIN_AGE_MS = 5_000;

/** Most entities that are asked for at once. */
const ENTITIES_PER_CALL = 500;

/** What is known about datasets by themselves. */
interface Knowledge {
  entities: EntityIndex;
  assignments: Map<string, string[]>;
}

/**
 * Finds the catalog entities an anomaly belongs to: those the source names itself, else those an admin has assigned its
 * dataset to, else those whose annotations name its dataset, else the one that the pattern of its source names. Never by
 * a bare table name.
 *
 * @internal
 */
export class EntityMatcher {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #logger: LoggerService;
  readonly #assignments: AssignmentReader;
  readonly #patterns: Map<string, DatasetPattern>;
  readonly #now: () => number;
  #known: Knowledge | undefined;
  #loadedAt = -Infinity;
  #loading: Promise<Knowledge> | undefined;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    logger: LoggerService;
    assignments: AssignmentReader;
    /** Configured patterns, by the id of the source. */
    patterns?: Map<string, DatasetPattern>;
    now?: () => number;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#logger = options.logger;
    this.#assignments = options.assignments;
    this.#patterns = options.patterns ?? new Map();
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
    const named = items.map(
      ({ entityRef }) => entityRef && datasetRef(entityRef),
    );
    const guessed = items.map(item => this.#byPattern(item));
    const existing = await this.#existing([...named, ...guessed]);
    const matchAll = (known: Knowledge) =>
      items.map(({ dataset }, index) => {
        const [byName, byPattern] = [named[index], guessed[index]];
        if (byName && existing.has(byName)) {
          return [byName];
        }
        const found =
          known.assignments.get(datasetKey(dataset)) ??
          known.entities.find(dataset);
        return found.length === 0 && byPattern && existing.has(byPattern)
          ? [byPattern]
          : found;
      });

    const matches = matchAll(await this.#knownNotOlderThan(MAX_AGE_MS));
    // Somebody may have just annotated the entity that is missing here.
    return matches.some(refs => refs.length === 0)
      ? matchAll(await this.#knownNotOlderThan(MIN_AGE_MS))
      : matches;
  }

  /** Forgets what is known, so that the next match asks again. */
  forget(): void {
    this.#loadedAt = -Infinity;
  }

  #byPattern({ source, dataset }: Matchable): string | undefined {
    const pattern = source && this.#patterns.get(source);
    const name = dataset.fqn && normalizeDatasetName(dataset.fqn);
    const ref = pattern && name && entityRefByPattern(name, pattern);
    return ref ? datasetRef(ref) : undefined;
  }

  async #knownNotOlderThan(age: number): Promise<Knowledge> {
    if (this.#known && this.#now() - this.#loadedAt < age) {
      return this.#known;
    }
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #load(): Promise<Knowledge> {
    const assignments = await this.#assignments.listAll();
    try {
      const { items } = await this.#catalog.getEntities(ANNOTATED_ENTITIES, {
        credentials: await this.#auth.getOwnServiceCredentials(),
      });
      this.#known = { entities: new EntityIndex(items), assignments };
      this.#loadedAt = this.#now();
      return this.#known;
    } catch (error) {
      if (!this.#known) {
        throw noAnswer(error);
      }
      this.#logger.warn(
        `The catalog does not answer; matching anomalies by what it said before: ${stringifyError(
          error,
        )}`,
      );
      return { ...this.#known, assignments };
    }
  }

  /** Which of these entities exist. */
  async #existing(refs: (string | undefined)[]): Promise<Set<string>> {
    const wanted = [...new Set(refs)].filter(ref => ref !== undefined);
    const known = new Set<string>();
    for (let start = 0; start < wanted.length; start += ENTITIES_PER_CALL) {
      const some = wanted.slice(start, start + ENTITIES_PER_CALL);
      const { items } = await this.#ask(some);
      some.forEach((ref, index) => items[index] && known.add(ref));
    }
    return known;
  }

  async #ask(entityRefs: string[]) {
    try {
      return await this.#catalog.getEntitiesByRefs(
        { entityRefs, fields: ['kind', 'metadata.name'] },
        { credentials: await this.#auth.getOwnServiceCredentials() },
      );
    } catch (error) {
      throw noAnswer(error);
    }
  }
}

function noAnswer(error: unknown): ServiceUnavailableError {
  return new ServiceUnavailableError(
    `The catalog does not answer, so anomalies cannot be matched to its entities. Send the report again later. (${stringifyError(
      error,
    )})`,
  );
}

/** The full ref of something that stands for a dataset; `undefined` for anything else. */
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
