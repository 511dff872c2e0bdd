import { ColumnDefinition, ColumnType, TableDefinition } from './types';

type Extras = Partial<Omit<ColumnDefinition, 'name' | 'label'>>;

const MAX_LENGTHS: Partial<Record<ColumnType, number>> = {
  string: 40,
  reference: 32,
  glide_list: 1024,
  journal_input: 4000,
  journal_list: 4000,
  script: 8000,
  url: 1024,
  email: 100,
  password: 255,
  sys_class_name: 80,
  GUID: 32,
};

function column(type: ColumnType) {
  return (name: string, label: string, extras: Extras = {}) => ({
    name,
    label,
    type,
    maxLength: MAX_LENGTHS[type] ?? 40,
    ...extras,
  });
}

/** A single or multi line text column; 40 characters unless told. @internal */
export const text = (
  name: string,
  label: string,
  length: number | Extras = 40,
) =>
  column('string')(
    name,
    label,
    typeof length === 'number' ? { maxLength: length } : length,
  );

/** A text column whose values are chosen from `sys_choice`. @internal */
export const choice = (name: string, label: string, extras: Extras = {}) =>
  column('string')(name, label, { choices: true, ...extras });

/** A number column whose values are chosen from `sys_choice`, such as state. @internal */
export const numberChoice = (name: string, label: string, defaultValue = '') =>
  column('integer')(name, label, { choices: true, defaultValue });

/** A reference to a row of another table. @internal */
export const reference = (
  name: string,
  label: string,
  target: string | (Extras & { reference: string }),
) =>
  column('reference')(
    name,
    label,
    typeof target === 'string' ? { reference: target } : target,
  );

/** A comma separated list of references. @internal */
export const list = (name: string, label: string, target: string) =>
  column('glide_list')(name, label, { reference: target });

/** A true/false column. @internal */
export const flag = (name: string, label: string, defaultValue = 'false') =>
  column('boolean')(name, label, { defaultValue });

/** A whole number. @internal */
export const integer = column('integer');
/** A number with decimals. @internal */
export const decimal = column('decimal');
/** A moment, stored in UTC. @internal */
export const dateTime = column('glide_date_time');
/** A day without a time. @internal */
export const date = column('glide_date');
/** A span of time, stored as a moment counted from 1970. @internal */
export const duration = column('glide_duration');
/** A moment that displays as UNKNOWN while it is empty. @internal */
export const dueDate = column('due_date');
/** Writing appends an entry to the record's journal. @internal */
export const journal = column('journal_input');
/** All journal entries of the record together. @internal */
export const journalList = column('journal_list');
/** Program text. @internal */
export const script = column('script');
/** An address on the web. @internal */
export const url = column('url');
/** An e-mail address. @internal */
export const email = column('email');
/** A secret: written, never read. @internal */
export const password = column('password');

/** The `sys_*` columns each table has. @internal */
export const SYSTEM_COLUMNS: ColumnDefinition[] = [
  column('GUID')('sys_id', 'Sys ID', { readOnly: true }),
  dateTime('sys_created_on', 'Created', { readOnly: true }),
  text('sys_created_by', 'Created by'),
  dateTime('sys_updated_on', 'Updated', { readOnly: true }),
  text('sys_updated_by', 'Updated by'),
  integer('sys_mod_count', 'Updates', { readOnly: true }),
  text('sys_tags', 'Tags'),
];

/** The columns a table has besides its own when it takes part in domain separation. @internal */
export const DOMAIN_COLUMNS: ColumnDefinition[] = [
  column('domain_id')('sys_domain', 'Domain', {
    reference: 'sys_user_group',
    defaultValue: 'global',
  }),
  text('sys_domain_path', 'Domain Path', {
    maxLength: 255,
    defaultValue: '/',
  }),
];

/** The column that names the class of a row in a table others extend. @internal */
export const CLASS_COLUMN: ColumnDefinition = column('sys_class_name')(
  'sys_class_name',
  'Class',
  { readOnly: true },
);

/** Defines a table; a short way to write {@link TableDefinition}. @internal */
export function table(
  name: string,
  label: string,
  rest: Omit<TableDefinition, 'name' | 'label'>,
): TableDefinition {
  return { name, label, ...rest };
}
