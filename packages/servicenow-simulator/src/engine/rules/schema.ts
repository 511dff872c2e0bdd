import { ColumnDefinition, ColumnType } from '../../dictionary/types';
import { AfterRule, RuleContext } from './types';

const DEFAULT_LENGTH = 40;

/** `sys_glide_object` rows and ServiceNow's own names of types, as the columns here know them. */
const TYPE_ALIASES: Record<string, ColumnType> = {
  choice: 'string',
  html: 'script',
  xml: 'script',
  script_plain: 'script',
  css: 'script',
  float: 'decimal',
  currency: 'decimal',
  longint: 'integer',
  password2: 'password',
  journal: 'journal_input',
};

const KNOWN_TYPES = new Set<string>([
  'string',
  'integer',
  'decimal',
  'boolean',
  'reference',
  'glide_list',
  'glide_date_time',
  'glide_date',
  'glide_duration',
  'due_date',
  'journal_input',
  'journal_list',
  'password',
  'script',
  'url',
  'email',
]);

function nameOfTable({ instance }: RuleContext, idOrName: string) {
  return instance.store.get('sys_db_object', idOrName)?.row.name ?? idOrName;
}

function applyTable(context: RuleContext) {
  const { instance, current, previous, operation } = context;
  const { dictionary } = instance;
  if (operation === 'delete') {
    dictionary.removeTable(current.name);
    return;
  }
  if (!current.name) {
    return;
  }
  const known = dictionary.has(current.name)
    ? dictionary.table(current.name)
    : undefined;
  const parent = nameOfTable(context, current.super_class ?? '');
  if (known && previous) {
    dictionary.addTable({ ...known, label: current.label || known.label });
    return;
  }
  if (!known) {
    dictionary.addTable({
      name: current.name,
      label: current.label || current.name,
      extends: dictionary.has(parent) ? parent : undefined,
      columns: [],
    });
  }
}

function applyColumn(context: RuleContext) {
  const { instance, current, operation } = context;
  if (operation === 'delete' || !current.element || !current.name) {
    return;
  }
  const internalType =
    instance.store.get('sys_glide_object', current.internal_type ?? '')?.row
      .name ?? current.internal_type;
  const aliased = TYPE_ALIASES[internalType] ?? internalType;
  const column: ColumnDefinition = {
    name: current.element,
    label: current.column_label || current.element,
    type: (KNOWN_TYPES.has(aliased) ? aliased : 'string') as ColumnType,
    maxLength: Number(current.max_length) || DEFAULT_LENGTH,
    reference: current.reference
      ? nameOfTable(context, current.reference)
      : undefined,
    defaultValue: current.default_value || undefined,
    choices: current.choice ? Number(current.choice) > 0 : undefined,
  };
  instance.dictionary.addColumn(current.name, column);
}

/** Tables and columns created through the API take part in the schema at once. @internal */
export const schemaRules: AfterRule[] = [
  { name: 'apply table', table: 'sys_db_object', run: applyTable },
  { name: 'apply column', table: 'sys_dictionary', run: applyColumn },
];
