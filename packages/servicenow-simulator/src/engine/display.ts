import { ColumnDefinition } from '../dictionary/types';
import { displayDuration, toDisplay } from './dateTime';
import { displayNameOf, Instance } from './Instance';
import { journalText } from './journal';
import { Row, Session } from './types';

/** Where a value stands and who looks at it. @internal */
export interface DisplayContext {
  instance: Instance;
  table: string;
  row: Row;
  session: Session;
}

/** The label of a choice value; the child table's own choices win over its parents'. @internal */
export function choiceLabel(
  instance: Instance,
  table: string,
  wanted: { element: string; value: string },
): string | undefined {
  const rows = instance.store
    .find('sys_choice', 'element', wanted.element)
    .filter(row => row.value === wanted.value && row.language === 'en');
  for (const name of instance.dictionary.lineage(table)) {
    const row = rows.find(candidate => candidate.name === name);
    if (row) {
      return row.label;
    }
  }
  return undefined;
}

/** The name of the record a reference points to; empty when it points nowhere. @internal */
export function referenceDisplay(
  instance: Instance,
  target: string | undefined,
  sysId: string,
): string {
  if (sysId === 'global') {
    return target === 'sys_scope' ? 'Global' : 'global';
  }
  if (!target || !instance.dictionary.has(target)) {
    return '';
  }
  const found = instance.store.get(target, sysId);
  if (found) {
    return displayNameOf(instance, found.table, found.row);
  }
  // sys_glide_object and sys_db_object are also referred to by name.
  return target === 'sys_glide_object' || target === 'sys_db_object'
    ? sysId
    : '';
}

/** A field as a person reads it; null for an empty choice, as real instances answer. @internal */
export function displayValue(
  { instance, table, row, session }: DisplayContext,
  column: ColumnDefinition,
): string | null {
  const value = row[column.name] ?? '';
  if (column.type === 'journal_input' || column.type === 'journal_list') {
    return journalText({ instance, table, row, session }, column);
  }
  if (value === '') {
    if (column.type === 'due_date') {
      return 'UNKNOWN';
    }
    return column.choices ? null : '';
  }
  if (column.choices) {
    return (
      choiceLabel(instance, table, { element: column.name, value }) ?? value
    );
  }
  switch (column.type) {
    case 'reference':
    case 'domain_id':
      return referenceDisplay(instance, column.reference, value);
    case 'glide_list':
      return value
        .split(',')
        .map(id => referenceDisplay(instance, column.reference, id) || id)
        .join(', ');
    case 'glide_date_time':
    case 'due_date':
      return toDisplay(value, session.timeZone);
    case 'glide_duration':
      return displayDuration(value);
    case 'integer':
      return Number(value).toLocaleString('en-US');
    case 'sys_class_name':
      return instance.dictionary.has(value)
        ? instance.dictionary.table(value).label
        : value;
    case 'password':
      return '********';
    case 'string':
    case 'decimal':
    case 'boolean':
    case 'glide_date':
    case 'GUID':
    case 'script':
    case 'url':
    case 'email':
      return value;
    default:
      return value;
  }
}

/** A record without the values of password columns. @internal */
export function withoutSecrets(
  dictionary: Instance['dictionary'],
  table: string,
  row: Row,
): Row {
  return Object.fromEntries(
    Object.entries(row).filter(
      ([name]) => dictionary.column(table, name)?.type !== 'password',
    ),
  );
}
