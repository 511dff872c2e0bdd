// Catalog entities for the datasets of a dbt run that nobody has put into the catalog.
import { createHash } from 'node:crypto';

/** Kinds of dbt nodes that are tables or files, and so can be datasets. */
const DATASET_TYPES = ['model', 'source', 'seed', 'snapshot'];
const LONGEST_NAME = 63;

/** The unique_ids of the datasets that the tests of a run looked at. */
export function testedDatasets({ run_results, manifest }) {
  const found = new Set();
  for (const { unique_id } of run_results.results) {
    const node = manifest.nodes[unique_id];
    if (node?.resource_type !== 'test') continue;
    // Only newer manifests say which of the tables that a test reads is the tested one.
    const read = node.attached_node
      ? [node.attached_node]
      : node.depends_on?.nodes ?? [];
    for (const id of read) {
      if (DATASET_TYPES.includes(id.split('.')[0])) found.add(id);
    }
  }
  return [...found].sort();
}

/** A name that the catalog accepts: letters, digits and -_. only, at most 63 of them. */
function entityName(uniqueId) {
  const name = uniqueId
    .split('.')
    .slice(1)
    .join('.')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (name.length <= LONGEST_NAME) return name;
  const hash = createHash('sha256').update(uniqueId).digest('hex').slice(0, 8);
  return `${name.slice(0, LONGEST_NAME - 9).replace(/-$/, '')}-${hash}`;
}

/** One Resource entity per dataset, owned by the example's data platform team. */
export function datasetEntities(uniqueIds, manifest) {
  return uniqueIds.map(uniqueId => {
    const node = manifest.nodes[uniqueId] ?? manifest.sources?.[uniqueId] ?? {};
    const fullName = [
      node.database,
      node.schema,
      node.alias ?? node.identifier ?? node.name,
    ].filter(Boolean);
    return {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name: entityName(uniqueId),
        title: node.name ?? uniqueId.split('.').at(-1),
        description:
          node.description?.trim() ||
          `Table of the dbt project ${uniqueId.split('.')[1]}`,
        annotations: {
          'servicenow-ticketing/dbt-node': uniqueId,
          ...(fullName.length === 3
            ? { 'servicenow-ticketing/dataset': fullName.join('.') }
            : {}),
        },
      },
      spec: { type: 'dataset', owner: 'group:default/data-platform' },
    };
  });
}

/** Entities as the text of a catalog file: JSON documents are YAML documents, too. */
export function catalogFile(entities) {
  return entities
    .map(entity => JSON.stringify(entity, null, 2))
    .join('\n---\n');
}
