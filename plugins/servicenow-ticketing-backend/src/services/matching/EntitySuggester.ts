import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { ServiceUnavailableError, stringifyError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  DATASET_ANNOTATION,
  DBT_NODE_ANNOTATION,
  type EntitySuggestion,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { ObservedDataset } from 'backstage-plugin-servicenow-ticketing-node';
import {
  namesOfDataset,
  nodePartsOf,
  partsOf,
  resemblance,
  tellingWordsOf,
  type NameParts,
} from '../../domain/datasetResemblance';
import { annotationValues, DATASET_KINDS } from './EntityIndex';

/** Most entities that are suggested. */
const MOST_SUGGESTED = 5;
/** What resembles less is not suggested. */
const LEAST_SCORE = 0.5;
/** Words of the name that are searched for, the longest first. */
const MOST_WORDS = 3;
/** Entities that are looked at for each word. */
const MOST_PER_WORD = 200;

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.annotations',
];

const SEARCHED = [
  'metadata.name',
  'metadata.title',
  `metadata.annotations.${DATASET_ANNOTATION}`,
  `metadata.annotations.${DBT_NODE_ANNOTATION}`,
];

/** Something an entity says of itself, to be compared with the names of a dataset. */
interface Said {
  by: EntitySuggestion['matched']['by'];
  text: string;
  parts: NameParts;
}

/**
 * Finds entities that look like a dataset, for people to choose from: nothing is matched by them. They are asked for with
 * the credentials of whoever wants to know, so that nobody is told of entities they may not see.
 *
 * @internal
 */
export class EntitySuggester {
  readonly #catalog: Pick<CatalogService, 'queryEntities'>;

  constructor(options: { catalog: Pick<CatalogService, 'queryEntities'> }) {
    this.#catalog = options.catalog;
  }

  /**
   * The entities that look most like a dataset, which may go by several names; the likeliest first.
   *
   * @throws ServiceUnavailableError when the catalog does not answer
   */
  async suggest(
    datasets: ObservedDataset[],
    credentials: BackstageCredentials,
  ): Promise<EntitySuggestion[]> {
    const names = datasets.flatMap(namesOfDataset);
    const entities = await this.#candidates(names, credentials);
    return entities
      .map(entity => toSuggestion(entity, names))
      .filter(({ score }) => score >= LEAST_SCORE)
      .sort(
        (one, other) =>
          other.score - one.score ||
          (one.entity_ref < other.entity_ref ? -1 : 1),
      )
      .slice(0, MOST_SUGGESTED);
  }

  async #candidates(
    names: NameParts[],
    credentials: BackstageCredentials,
  ): Promise<Entity[]> {
    const queries = [
      // Among many that share a word, those of the same name are not missed.
      {
        filter: DATASET_KINDS.map(kind => ({
          kind,
          'metadata.name': spellings(names),
        })),
      },
      ...searchWords(names).map(term => ({
        filter: { kind: DATASET_KINDS },
        fullTextFilter: { term, fields: SEARCHED },
      })),
    ];
    try {
      const found = await Promise.all(
        queries.map(query =>
          this.#catalog.queryEntities(
            { ...query, fields: FIELDS, limit: MOST_PER_WORD },
            { credentials },
          ),
        ),
      );
      const byRef = new Map(
        found
          .flatMap(({ items }) => items)
          .map(entity => [stringifyEntityRef(entity), entity]),
      );
      return [...byRef.values()];
    } catch (error) {
      throw new ServiceUnavailableError(
        `The catalog does not answer, so there are no suggestions. (${stringifyError(
          error,
        )})`,
      );
    }
  }
}

/** How entities of exactly this name may be called. */
function spellings(names: NameParts[]): string[] {
  const written = names.flatMap(parts =>
    parts.map((_part, index) => parts.slice(index)),
  );
  return [
    ...new Set(
      written.flatMap(parts =>
        ['.', '-', '_', ''].flatMap(joint => {
          const name = parts.join(joint).toLowerCase();
          return [name, name.replace(/[^a-z0-9]+/g, '-')];
        }),
      ),
    ),
  ];
}

/** Parts of words that occur in what similar things are called, in singular and plural. */
function searchWords(names: NameParts[]): string[] {
  const words = new Set(names.flatMap(parts => tellingWordsOf(parts.at(-1)!)));
  return [...words]
    .sort((one, other) => other.length - one.length)
    .slice(0, MOST_WORDS)
    .map(word => (word.length > 3 ? word.replace(/y$/, '') : word));
}

function toSuggestion(entity: Entity, names: NameParts[]): EntitySuggestion {
  let best = { score: -1, by: 'name' as Said['by'], text: '' };
  for (const { by, text, parts } of saidBy(entity)) {
    for (const name of names) {
      const score = parts.length > 0 ? resemblance(name, parts) : 0;
      if (score > best.score) {
        best = { score, by, text };
      }
    }
  }
  const { name, title } = entity.metadata;
  return {
    entity_ref: stringifyEntityRef(entity),
    title: title ?? name,
    score: Math.round(Math.max(0, best.score) * 100) / 100,
    matched: { by: best.by, text: best.text },
  };
}

function saidBy(entity: Entity): Said[] {
  const { name, title } = entity.metadata;
  return [
    { by: 'name', text: name, parts: partsOf(name) },
    ...(title
      ? [{ by: 'title' as const, text: title, parts: partsOf(title) }]
      : []),
    ...annotationValues(entity, DATASET_ANNOTATION).map(text => ({
      by: 'dataset' as const,
      text,
      parts: partsOf(text),
    })),
    ...annotationValues(entity, DBT_NODE_ANNOTATION).map(text => ({
      by: 'dbt_node' as const,
      text,
      parts: nodePartsOf(text),
    })),
  ];
}
