import type { Instance } from '../engine/Instance';
import { displayNameOf } from '../engine/Instance';
import { insertRecord, updateRecord } from '../engine/records';
import { Refusal } from '../engine/refusals';
import type { Row, Session } from '../engine/types';

/** What became of one row in one target table. @internal */
export interface TransformResult {
  transform_map: string;
  table: string;
  display_name: string;
  display_value: string;
  record_link: string;
  status: 'inserted' | 'updated' | 'ignored' | 'error';
  sys_id: string;
  error_message?: string;
}

/** Whose import, and how links to records begin. @internal */
export interface TransformContext {
  instance: Instance;
  session: Session;
  linkBase: string;
}

interface FieldMap {
  source: string;
  target: string;
  coalesce: boolean;
}

function fieldMaps(instance: Instance, mapId: string): FieldMap[] {
  return instance.store
    .rows('sys_transform_entry')
    .filter(entry => entry.map === mapId)
    .map(entry => ({
      source: entry.source_field,
      target: entry.target_field,
      coalesce: entry.coalesce === 'true',
    }));
}

/** The record that the coalesce fields of the map identify, if there is one. */
function findTarget(
  instance: Instance,
  table: string,
  keys: [string, string][],
) {
  if (keys.length === 0 || keys.some(([, value]) => value === '')) {
    return undefined;
  }
  return instance.store
    .rows(table)
    .find(row =>
      keys.every(
        ([name, value]) => row[name]?.toLowerCase() === value.toLowerCase(),
      ),
    );
}

function applyMap(
  context: TransformContext,
  map: Row,
  staged: Row,
): TransformResult {
  const { instance, session, linkBase } = context;
  const table = map.target_table;
  const fields = fieldMaps(instance, map.sys_id);
  const values = Object.fromEntries(
    fields.map(({ source, target }) => [target, staged[source] ?? '']),
  );
  const keys = fields
    .filter(field => field.coalesce)
    .map(({ target }): [string, string] => [target, values[target]]);
  const existing = findTarget(instance, table, keys);
  const row = existing
    ? updateRecord({ instance, session, table, values }, existing)
    : insertRecord({ instance, session, table, values });
  const inserted = existing === undefined;
  let status: TransformResult['status'] = 'inserted';
  if (!inserted) {
    status = row === existing ? 'ignored' : 'updated';
  }
  return {
    transform_map: map.name,
    table,
    display_name: instance.dictionary.displayColumn(table),
    display_value: displayNameOf(instance, table, row),
    record_link: `${linkBase}/${table}/${row.sys_id}`,
    status,
    sys_id: row.sys_id,
  };
}

/** Runs the transform maps of the staging table over a staged row. @internal */
export function transformRow(
  context: TransformContext,
  stagingTable: string,
  staged: Row,
): TransformResult[] {
  const maps = context.instance.store
    .rows('sys_transform_map')
    .filter(map => map.source_table === stagingTable && map.active !== 'false');
  return maps.map(map => {
    try {
      return applyMap(context, map, staged);
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      return {
        transform_map: map.name,
        table: map.target_table,
        display_name: '',
        display_value: '',
        record_link: '',
        status: 'error',
        sys_id: '',
        error_message: error.detail ?? error.message,
      };
    }
  });
}
