import { deleteRecord } from '../records';
import { AfterRule, RuleContext } from './types';

function deleteAttachments(context: RuleContext) {
  const { instance, session, current, operation } = context;
  if (operation !== 'delete') {
    return;
  }
  const table = 'sys_attachment';
  for (const row of instance.store.find(
    table,
    'table_sys_id',
    current.sys_id,
  )) {
    deleteRecord({ instance, session, table }, row);
  }
}

function deleteRelations(context: RuleContext) {
  const { instance, session, current, operation } = context;
  if (operation !== 'delete') {
    return;
  }
  const table = 'cmdb_rel_ci';
  const lost = instance.store
    .rows(table)
    .filter(row => [row.parent, row.child].includes(current.sys_id));
  for (const row of lost) {
    deleteRecord({ instance, session, table }, row);
  }
}

/** What is attached to a record, and the relations of an item, go with it. @internal */
export const cascadeRules: AfterRule[] = [
  { name: 'Delete attachments', run: deleteAttachments },
  { name: 'Delete relations', table: 'cmdb_ci', run: deleteRelations },
];
