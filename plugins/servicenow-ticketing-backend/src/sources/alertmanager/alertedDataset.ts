import type { ObservedDataset } from 'backstage-plugin-servicenow-ticketing-node';

/** Labels that may hold a name with its schema and database. */
const NAME_LABELS = ['fqn', 'dataset_fqn', 'table_fqn', 'dataset'];
const TABLE_LABELS = ['table', 'table_name', 'relname', 'relation'];
const SCHEMA_LABELS = ['schema', 'schema_name', 'schemaname'];
const DATABASE_LABELS = [
  'database',
  'database_name',
  'db',
  'datname',
  'catalog',
  'project',
];
/** What an alert is about that names no dataset. */
const OTHER_LABELS = ['service', 'instance', 'job'];

/**
 * The dataset an alert is about: a qualified name in one of the configured labels or of the usual ones, else the
 * table with the schema and database that stand beside it.
 *
 * @internal
 */
export function alertedDataset(
  valueOf: (...names: string[]) => string | undefined,
  configured: string[] = [],
): ObservedDataset {
  const platform = valueOf('platform');
  const chosen = valueOf(...configured);
  if (chosen) {
    return named(chosen, platform);
  }
  const name = valueOf(...NAME_LABELS);
  const table = valueOf(...TABLE_LABELS);
  if (name?.includes('.') || !table) {
    return named(
      name ?? table ?? valueOf(...OTHER_LABELS) ?? 'unknown dataset',
      // The other labels hold addresses, whose dots mean nothing here.
      platform,
      name !== undefined,
    );
  }
  if (table.includes('.')) {
    return named(table, platform);
  }
  // BigQuery calls its schemas datasets.
  const schema = valueOf(...SCHEMA_LABELS) ?? name;
  const parts = [valueOf(...DATABASE_LABELS), schema, table].filter(Boolean);
  return {
    platform,
    name: table,
    fqn: parts.length > 1 ? parts.join('.') : undefined,
  };
}

function named(
  name: string,
  platform: string | undefined,
  isDataset = true,
): ObservedDataset {
  return {
    platform,
    name,
    fqn: isDataset && name.includes('.') ? name : undefined,
  };
}
