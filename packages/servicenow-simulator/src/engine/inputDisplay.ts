import { ColumnDefinition } from '../dictionary/types';
import { fromDisplay } from './dateTime';
import type { Instance } from './Instance';
import { isSysId } from './sysId';
import type { Session } from './types';

interface Where {
  instance: Instance;
  session: Session;
  table: string;
}

function choiceValue(
  { instance, table }: Where,
  element: string,
  label: string,
) {
  const lineage = instance.dictionary.lineage(table);
  const rows = instance.store
    .find('sys_choice', 'element', element)
    .filter(row => row.label.toLowerCase() === label.toLowerCase());
  return lineage
    .map(name => rows.find(row => row.name === name)?.value)
    .find(value => value !== undefined);
}

function referenceValue({ instance }: Where, target: string, name: string) {
  if (isSysId(name) || !instance.dictionary.has(target)) {
    return name;
  }
  const display = instance.dictionary.displayColumn(target);
  const row = instance.store
    .rows(target)
    .find(
      candidate => candidate[display]?.toLowerCase() === name.toLowerCase(),
    );
  return row?.sys_id ?? name;
}

function stored(where: Where, column: ColumnDefinition, input: string): string {
  if (column.choices) {
    return choiceValue(where, column.name, input) ?? input;
  }
  if (column.type === 'reference' && column.reference) {
    return referenceValue(where, column.reference, input);
  }
  if (column.type === 'glide_list' && column.reference) {
    const target = column.reference;
    return input
      .split(',')
      .map(part => referenceValue(where, target, part.trim()))
      .join(',');
  }
  return column.type === 'glide_date_time' || column.type === 'due_date'
    ? fromDisplay(input, where.session.timeZone)
    : input;
}

/** With `sysparm_input_display_value=true` clients send names, labels and local times. @internal */
export function fromDisplayValues(
  where: Where,
  values: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const column = where.instance.dictionary.column(where.table, name);
      return column && typeof value === 'string' && value !== ''
        ? [name, stored(where, column, value)]
        : [name, value];
    }),
  );
}
