import { currentTime } from '../Instance';
import { newSysId } from '../sysId';
import { AfterRule, RuleContext } from './types';

const NOT_AUDITED = /^sys_/;

function isAudited({ instance, table }: RuleContext): boolean {
  return instance.dictionary
    .lineage(table)
    .some(name => instance.dictionary.table(name).audited);
}

function writeAudit(context: RuleContext) {
  const { instance, table, current, previous, session, operation } = context;
  if (operation !== 'update' || !previous || !isAudited(context)) {
    return;
  }
  for (const field of Object.keys(current)) {
    const before = previous[field] ?? '';
    if (before === current[field] || NOT_AUDITED.test(field)) {
      continue;
    }
    instance.store.put('sys_audit', {
      sys_id: newSysId(),
      sys_created_on: currentTime(instance),
      sys_created_by: session.userName,
      tablename: table,
      documentkey: current.sys_id,
      fieldname: field,
      oldvalue: before,
      newvalue: current[field],
      user: session.userName,
      record_checkpoint: current.sys_mod_count,
    });
  }
}

/** Changed fields of audited tables leave rows in `sys_audit`. @internal */
export const auditRules: AfterRule[] = [
  'task',
  'sys_user',
  'sys_user_group',
  'cmdb_ci',
].map(table => ({ name: 'audit', table, run: writeAudit }));
