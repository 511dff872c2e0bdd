import { ColumnDefinition } from '../dictionary/types';
import { toDisplay } from './dateTime';
import { currentTime, Instance } from './Instance';
import { newSysId } from './sysId';
import { Row, Session } from './types';

/** Entries of one record, newest first. @internal */
export function journalEntries(
  instance: Instance,
  recordId: string,
  element?: string,
): Row[] {
  // The store keeps entries in the order written, which tells apart those of one second.
  return instance.store
    .find('sys_journal_field', 'element_id', recordId)
    .filter(entry => element === undefined || entry.element === element)
    .reverse();
}

/** Appends an entry to a record's journal. @internal */
export function appendJournal(
  instance: Instance,
  session: Session,
  entry: { table: string; recordId: string; element: string; value: string },
): Row {
  const row: Row = {
    sys_id: newSysId(),
    sys_created_on: currentTime(instance),
    sys_created_by: session.userName,
    name: entry.table,
    element_id: entry.recordId,
    element: entry.element,
    value: entry.value,
  };
  instance.store.put('sys_journal_field', row);
  return row;
}

/** The journal as one text, newest first, as it reads with `sysparm_display_value=true`. @internal */
export function journalText(
  where: { instance: Instance; table: string; row: Row; session: Session },
  column: ColumnDefinition,
): string {
  const { instance, table, row, session } = where;
  const element = column.type === 'journal_list' ? undefined : column.name;
  return journalEntries(instance, row.sys_id, element)
    .map(entry => {
      const author =
        instance.store.find('sys_user', 'user_name', entry.sys_created_by)[0]
          ?.name ?? entry.sys_created_by;
      const label =
        instance.dictionary.column(table, entry.element)?.label ??
        entry.element;
      const when = toDisplay(entry.sys_created_on, session.timeZone);
      return `${when} - ${author} (${label})\n${entry.value}\n\n`;
    })
    .join('');
}
