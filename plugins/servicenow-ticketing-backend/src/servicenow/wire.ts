import { followedValues } from '../domain/fieldSnapshots';
import type { RemoteTicket } from '../domain/remoteTicket';

/*
 * Where ServiceNow's records stop. A field comes in three shapes, by `sysparm_display_value`: a string, a
 * reference `{link,value}` or `{display_value,link}`, and with `all` `{display_value,value[,link]}`. Every scalar is
 * a string, what is empty is "", and a display value may be null.
 */

/** A record as ServiceNow sends it. @internal */
export type WireRecord = Record<string, unknown>;

/** A choice of a field. @internal */
export interface RemoteChoice {
  table: string;
  field: string;
  value: string;
  label: string;
  sequence: number;
  /** Value of the field this one depends on; empty when it does not. */
  dependentValue: string;
  language: string;
  inactive: boolean;
}

/** Fields of a task that {@link toRemoteTicket} reads. @internal */
export const TICKET_FIELDS = [
  'sys_id',
  'number',
  'short_description',
  'description',
  'state',
  'active',
  'priority',
  'urgency',
  'impact',
  'category',
  'subcategory',
  'close_notes',
  'assigned_to',
  'assignment_group',
  'caller_id',
  'sys_created_on',
  'sys_updated_on',
  'sys_updated_by',
  'sys_mod_count',
  'resolved_at',
  'closed_at',
].join(',');

/** What is followed of a ticket: {@link TICKET_FIELDS} without long texts. @internal */
export const FOLLOWED_TICKET_FIELDS = TICKET_FIELDS.split(',')
  .filter(field => field !== 'description' && field !== 'close_notes')
  .join(',');

/** The records of an answer; an answer about one record gives one. @internal */
export function recordsOf(body: unknown): WireRecord[] {
  const result = (body as { result?: unknown }).result;
  const records = Array.isArray(result) ? result : [result];
  return records.filter(
    (record): record is WireRecord =>
      typeof record === 'object' && record !== null,
  );
}

/** The raw value of a field, `""` when there is none. @internal */
export function valueOf(record: WireRecord, field: string): string {
  const content = record[field];
  if (typeof content === 'object' && content !== null) {
    const { value, display_value: label } = content as Record<string, unknown>;
    return toText(value ?? label);
  }
  return toText(content);
}

/** What ServiceNow shows for a field; its raw value when it shows nothing. @internal */
export function labelOf(record: WireRecord, field: string): string {
  const content = record[field];
  if (typeof content === 'object' && content !== null) {
    const { value, display_value: label } = content as Record<string, unknown>;
    return toText(label) || toText(value);
  }
  return toText(content);
}

/** A `YYYY-MM-DD HH:MM:SS` in UTC as a Date. @internal */
export function toDate(text: string): Date | undefined {
  const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)$/.exec(text.trim());
  if (!match) {
    return undefined;
  }
  const date = new Date(`${match[1]}T${match[2]}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** A record of a task table, read with `sysparm_display_value=all`. @internal */
export function toRemoteTicket(
  record: WireRecord,
  table: string,
): RemoteTicket {
  const value = (field: string) => valueOf(record, field);
  const label = (field: string) => labelOf(record, field) || undefined;
  const time = (field: string) => toDate(value(field));
  return {
    table,
    sysId: value('sys_id'),
    number: value('number'),
    title: value('short_description'),
    description: value('description'),
    state: value('state'),
    stateLabel: labelOf(record, 'state'),
    active: value('active') === '' ? undefined : value('active') === 'true',
    priority: value('priority'),
    priorityLabel: labelOf(record, 'priority'),
    urgency: value('urgency'),
    impact: value('impact'),
    category: value('category'),
    subcategory: value('subcategory'),
    closeNotes: value('close_notes'),
    assignedTo: label('assigned_to'),
    assignmentGroup: label('assignment_group'),
    caller: label('caller_id'),
    createdAt: time('sys_created_on'),
    updatedAt: time('sys_updated_on'),
    resolvedAt: time('resolved_at'),
    closedAt: time('closed_at'),
    updatedBy: value('sys_updated_by') || undefined,
    modCount: toCount(value('sys_mod_count')),
    values: followedValues(field =>
      field in record ? value(field) : undefined,
    ),
  };
}

function toCount(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** A row of `sys_choice`. @internal */
export function toRemoteChoice(record: WireRecord): RemoteChoice {
  return {
    table: valueOf(record, 'name'),
    field: valueOf(record, 'element'),
    value: valueOf(record, 'value'),
    label: labelOf(record, 'label'),
    sequence: Number(valueOf(record, 'sequence')) || 0,
    dependentValue: valueOf(record, 'dependent_value'),
    language: valueOf(record, 'language'),
    inactive: valueOf(record, 'inactive') === 'true',
  };
}

function toText(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}
