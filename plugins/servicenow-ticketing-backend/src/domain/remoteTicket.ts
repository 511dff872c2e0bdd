/**
 * What a ServiceNow record said when it was last read. Raw values are ServiceNow's own (`"3"`), labels are what
 * it shows to people (`"3 - Moderate"`); what is empty in ServiceNow is `undefined` where that means "none".
 * @internal
 */
export interface RemoteTicket {
  table: string;
  sysId: string;
  number: string;
  title: string;
  description: string;
  state: string;
  stateLabel: string;
  /** Whether it is still open in whatever states its table has; `undefined` when ServiceNow does not say. */
  active?: boolean;
  priority: string;
  priorityLabel: string;
  urgency: string;
  impact: string;
  category: string;
  subcategory: string;
  closeNotes: string;
  assignedTo?: string;
  assignmentGroup?: string;
  caller?: string;
  createdAt?: Date;
  updatedAt?: Date;
  resolvedAt?: Date;
  closedAt?: Date;
  /** User name of whoever changed it last. */
  updatedBy?: string;
  /** `sys_mod_count`: tells an older version of the record from a newer one. */
  modCount?: number;
  /** Raw values of the fields that are followed, as far as ServiceNow shows them. */
  values?: FieldValues;
  /** What was just written to get this answer; missing when it was only read. */
  written?: FieldValues;
}

/** Raw values by the name of the ServiceNow field. @internal */
export type FieldValues = Record<string, string>;

/**
 * Where a person opens a record: ServiceNow's own page around its form.
 * @internal
 */
export function ticketUrl(
  instanceUrl: string,
  record: { table: string; sysId: string },
): string {
  return `${instanceUrl}/nav_to.do?uri=${record.table}.do?sys_id=${record.sysId}`;
}

/** A ServiceNow record id: 32 hexadecimal digits. @internal */
export const SYS_ID = /^[0-9a-f]{32}$/i;
