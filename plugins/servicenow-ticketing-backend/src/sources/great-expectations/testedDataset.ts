import type { ObservedDataset } from 'backstage-plugin-servicenow-ticketing-node';
import type { ExpectationResult, ValidationHead } from './schemas';

/** Parts of a batch's name that say which piece of the data it is; others may be names of runs. */
const PARTITION_KEYS = [
  'year',
  'quarter',
  'month',
  'week',
  'day',
  'date',
  'hour',
  'partition',
];

/**
 * The dataset a validation looked at. Its qualified name is the table's with its schema where that is known, else
 * the asset's with its data source, such as `warehouse.orders`.
 *
 * @internal
 */
export function testedDataset(
  { asset_name: described, suite_name: suite, meta }: ValidationHead,
  kwargs: NonNullable<ExpectationResult['kwargs']>,
): ObservedDataset {
  const definition = meta?.active_batch_definition;
  const spec = meta?.batch_spec;
  const legacy = meta?.batch_kwargs;
  const asset =
    definition?.data_asset_name ??
    spec?.data_asset_name ??
    meta?.data_asset_name ??
    legacy?.data_asset_name ??
    described;
  const table = spec?.table_name ?? legacy?.table ?? asset;
  if (!table) {
    return {
      name:
        stableBatch(kwargs.batch_id) ??
        suite ??
        meta?.expectation_suite_name ??
        'unknown dataset',
    };
  }
  const container =
    spec?.schema_name ??
    legacy?.schema ??
    definition?.datasource_name ??
    legacy?.datasource;
  const fqn = container ? `${container}.${table}` : undefined;
  return { name: asset ?? table, fqn: table.includes('.') ? table : fqn };
}

/** Which piece of the dataset was looked at, such as `month=01,year=2026`, when it was not the whole. @internal */
export function testedPartition({ meta }: ValidationHead): string | undefined {
  const identifiers = {
    ...meta?.batch_parameters,
    ...meta?.active_batch_definition?.batch_identifiers,
  };
  const parts = PARTITION_KEYS.flatMap(key => {
    const value = Object.hasOwn(identifiers, key) ? identifiers[key] : '';
    return typeof value === 'string' || typeof value === 'number'
      ? [`${key}=${value}`].filter(part => part !== `${key}=`)
      : [];
  });
  return parts.sort().join(',') || undefined;
}

/** Before 1.0 a batch without a name of its own is known by a hash of what is in it, which is new every time. */
function stableBatch(id: unknown): string | undefined {
  return typeof id === 'string' && id !== '' && !/^[0-9a-f]{32}$/.test(id)
    ? id
    : undefined;
}
