import type { ObservedDataset } from 'backstage-plugin-servicenow-ticketing-node';
import {
  artifactMetadata,
  datasetNode,
  testNode,
  type DatasetNode,
  type TestNode,
} from './schemas';

/**
 * Looks up what a manifest.json says about single nodes. Nodes are read one by one when they are asked for: real
 * manifests are large, and one node of an odd shape must not cost the others.
 *
 * @internal
 */
export class Manifest {
  readonly #nodes: Record<string, unknown>;
  readonly #sources: Record<string, unknown>;
  readonly #platform: string | undefined;

  constructor(document: Record<string, unknown>) {
    this.#nodes = asRecord(document.nodes);
    this.#sources = asRecord(document.sources);
    const metadata = artifactMetadata.safeParse(document.metadata);
    this.#platform = metadata.data?.adapter_type ?? undefined;
  }

  test(uniqueId: string): TestNode | undefined {
    return testNode.safeParse(own(this.#nodes, uniqueId)).data;
  }

  /** A model, seed, snapshot or source. */
  datasetNode(uniqueId: string): DatasetNode | undefined {
    const node = own(this.#nodes, uniqueId) ?? own(this.#sources, uniqueId);
    return datasetNode.safeParse(node).data;
  }

  /** The ids of all models, seeds, snapshots and sources. */
  *datasetIds(): Generator<string> {
    for (const id of Object.keys(this.#nodes)) {
      if (/^(model|seed|snapshot)\./.test(id)) {
        yield id;
      }
    }
    yield* Object.keys(this.#sources);
  }

  /** The dataset a node stands for; of a node the manifest does not hold, what its id says. */
  dataset(uniqueId: string): ObservedDataset {
    const node = this.datasetNode(uniqueId);
    const parts = uniqueId.split('.');
    const nameInId = parts.slice(parts[0] === 'source' ? 3 : 2).join('.');
    return {
      platform: this.#platform,
      fqn: node && qualifiedName(node),
      name: node?.name ?? (nameInId || uniqueId),
      nodeId: uniqueId,
    };
  }
}

function qualifiedName(node: DatasetNode): string | undefined {
  const table = node.alias ?? node.identifier ?? node.name;
  const parts = [node.database, node.schema, table].filter(
    (part): part is string => Boolean(part),
  );
  // The relation is quoted, which is needed only where a part holds a dot itself.
  return !table || parts.some(part => part.includes('.'))
    ? node.relation_name ?? undefined
    : parts.join('.');
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)
    : {};
}

function own(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
