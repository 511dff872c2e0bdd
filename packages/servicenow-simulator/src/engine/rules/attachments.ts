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

/** What is attached to a record goes with it. @internal */
export const attachmentRules: AfterRule[] = [
  { name: 'Delete attachments', run: deleteAttachments },
];
