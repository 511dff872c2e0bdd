/** A table that fields refer to by sys_id, though people write names. @internal */
export type ReferenceTable =
  | 'sys_user_group'
  | 'sys_user'
  | 'cmdb_ci'
  | 'cmdb_ci_service';

/** Fields of tasks that refer to other records, for which names are looked up before they are written. */
const TABLES: Record<string, ReferenceTable> = {
  assignment_group: 'sys_user_group',
  assigned_to: 'sys_user',
  caller_id: 'sys_user',
  opened_by: 'sys_user',
  requested_by: 'sys_user',
  requested_for: 'sys_user',
  cmdb_ci: 'cmdb_ci',
  business_service: 'cmdb_ci_service',
};

/** What to call a record of a table when talking to people. @internal */
export const REFERENCE_NOUNS: Record<ReferenceTable, string> = {
  sys_user_group: 'active group',
  sys_user: 'active user',
  cmdb_ci: 'configuration item',
  cmdb_ci_service: 'business service',
};

/** The table a field refers to; `undefined` for fields that hold values. @internal */
export function referenceTable(field: string): ReferenceTable | undefined {
  return Object.hasOwn(TABLES, field) ? TABLES[field] : undefined;
}
