import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  DATASET_ANNOTATION,
  DBT_NODE_ANNOTATION,
  QUALYTICS_CONTAINER_ANNOTATION,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { ObservedDataset } from 'backstage-plugin-servicenow-ticketing-node';
import { normalizeDatasetName, qualyticsNode } from '../../domain/datasetName';

/** The kinds of entities that stand for datasets. @internal */
export const DATASET_KINDS = ['Resource', 'Component', 'API'];

const ANNOTATIONS = [
  DATASET_ANNOTATION,
  DBT_NODE_ANNOTATION,
  QUALYTICS_CONTAINER_ANNOTATION,
];

/** Finds every entity that says which dataset it stands for, with no more of it than is needed. @internal */
export const ANNOTATED_ENTITIES = {
  filter: ANNOTATIONS.map(name => ({
    kind: DATASET_KINDS,
    [`metadata.annotations.${name}`]: CATALOG_FILTER_EXISTS,
  })),
  fields: [
    'kind',
    'metadata.name',
    'metadata.namespace',
    'metadata.annotations',
  ],
};

/** Which entities stand for which datasets, as their annotations say. @internal */
export class EntityIndex {
  readonly #byName = new Map<string, Set<string>>();
  readonly #byNode = new Map<string, Set<string>>();

  constructor(entities: Entity[]) {
    for (const entity of entities) {
      const ref = stringifyEntityRef(entity);
      for (const node of annotationValues(entity, DBT_NODE_ANNOTATION)) {
        add(this.#byNode, node, ref);
      }
      for (const id of annotationValues(
        entity,
        QUALYTICS_CONTAINER_ANNOTATION,
      )) {
        add(this.#byNode, qualyticsNode(id), ref);
      }
      for (const name of annotationValues(entity, DATASET_ANNOTATION)) {
        add(this.#byName, normalizeDatasetName(name), ref);
      }
    }
  }

  /**
   * The entities of a dataset, in alphabetical order. One that names the tool's own id of the dataset and one
   * that names its fully qualified name both count; a bare table name matches nothing.
   */
  find(dataset: ObservedDataset): string[] {
    const name = dataset.fqn && normalizeDatasetName(dataset.fqn);
    const refs = new Set([
      ...(this.#byNode.get(dataset.nodeId ?? '') ?? []),
      ...(this.#byName.get(name ?? '') ?? []),
    ]);
    return [...refs].sort();
  }
}

/** The values of an annotation that may hold several, comma separated. @internal */
export function annotationValues(entity: Entity, name: string): string[] {
  const value = entity.metadata.annotations?.[name] ?? '';
  return value
    .split(',')
    .map(item => item.trim())
    .filter(Boolean);
}

function add(
  index: Map<string, Set<string>>,
  key: string | undefined,
  ref: string,
): void {
  if (key !== undefined) {
    index.set(key, (index.get(key) ?? new Set()).add(ref));
  }
}
