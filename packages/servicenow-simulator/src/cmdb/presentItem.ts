import { referenceDisplay } from '../engine/display';
import type { Instance } from '../engine/Instance';
import type { Row } from '../engine/types';
import { inPlatformOrder } from '../http/table/keyOrder';

/** A configuration item, and how links to records begin. @internal */
export interface ItemView {
  instance: Instance;
  table: string;
  row: Row;
  linkBase: string;
}

const RELATIONS = 'cmdb_rel_ci';

function reference(view: ItemView, target: string, value: string) {
  return {
    display_value: referenceDisplay(view.instance, target, value),
    link: `${view.linkBase}/${target}/${value}`,
    value,
  };
}

function relations(view: ItemView, own: 'parent' | 'child') {
  const other = own === 'parent' ? 'child' : 'parent';
  return view.instance.store
    .rows(RELATIONS)
    .filter(relation => relation[own] === view.row.sys_id)
    .map(relation => ({
      sys_id: relation.sys_id,
      type: reference(view, 'cmdb_rel_type', relation.type),
      target: reference(view, 'cmdb_ci', relation[other]),
    }));
}

/** An item with its attributes and relations, as the CMDB Instance API answers it. @internal */
export function presentItem(view: ItemView) {
  const { instance, table, row } = view;
  const columns = instance.dictionary.columns(table);
  const attributes: Record<string, unknown> = {};
  for (const name of inPlatformOrder([...columns.keys()])) {
    const value = row[name] ?? '';
    const column = columns.get(name);
    attributes[name] =
      column?.type === 'reference' && column.reference && value
        ? reference(view, column.reference, value)
        : value;
  }
  return {
    outbound_relations: relations(view, 'parent'),
    attributes,
    inbound_relations: relations(view, 'child'),
  };
}
