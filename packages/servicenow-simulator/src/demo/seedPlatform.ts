import { ColumnDefinition, ColumnType } from '../dictionary/types';
import { stableSysId } from '../engine/sysId';
import { CHOICE_LISTS, GERMAN_CHOICES, INACTIVE_CHOICES } from './choices';
import {
  DEMO_PROPERTIES,
  DEMO_SCRIPTS,
  LOG_MESSAGES,
} from './problemsAndChanges';
import { Seeder } from './Seeder';

const LOG_ROWS = 2500;
const CHOICE_STEP = 10;

const FIELD_TYPES: ColumnType[] = [
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
  'sys_class_name',
  'domain_id',
  'GUID',
  'script',
  'url',
  'email',
];

function seedChoices(seeder: Seeder) {
  const add = (
    lists: typeof CHOICE_LISTS,
    extra: { language: string; inactive: string },
  ) => {
    for (const { table, element, choices } of lists) {
      choices.forEach(([value, label, dependsOn = ''], position) => {
        const key = [table, element, value, extra.language, dependsOn].join(
          ':',
        );
        seeder.add('sys_choice', key, {
          name: table,
          element,
          value,
          label,
          dependent_value: dependsOn,
          sequence: String((position + 1) * CHOICE_STEP),
          ...extra,
        });
      });
    }
  };
  add(CHOICE_LISTS, { language: 'en', inactive: 'false' });
  add(INACTIVE_CHOICES, { language: 'en', inactive: 'true' });
  add(GERMAN_CHOICES, { language: 'de', inactive: 'false' });
}

function columnRow(table: string, column: ColumnDefinition) {
  return {
    name: table,
    element: column.name,
    column_label: column.label,
    internal_type: column.type,
    max_length: String(column.maxLength),
    reference: column.reference ?? '',
    default_value: column.defaultValue ?? '',
    mandatory: String(column.mandatory ?? false),
    read_only: String(column.readOnly ?? false),
    choice: column.choices ? '1' : '',
    active: 'true',
  };
}

function seedSchema(seeder: Seeder) {
  const { dictionary } = seeder.instance;
  for (const type of FIELD_TYPES) {
    seeder.add('sys_glide_object', type, {
      sys_id: type,
      name: type,
      label: type,
    });
  }
  for (const definition of dictionary.tables()) {
    const { name, label, columns, numbers } = definition;
    seeder.add('sys_db_object', name, {
      name,
      label,
      sys_name: label,
      super_class: definition.extends
        ? stableSysId('sys_db_object', definition.extends)
        : '',
      is_extendable: dictionary.family(name).length > 1 ? 'true' : 'false',
    });
    seeder.add('sys_dictionary', `${name}:`, {
      name,
      element: '',
      internal_type: 'collection',
      column_label: label,
    });
    seeder.add('sys_documentation', `${name}:`, {
      name,
      label,
      plural: `${label}s`,
    });
    for (const column of definition.extends
      ? columns
      : dictionary.columns(name).values()) {
      seeder.add(
        'sys_dictionary',
        `${name}:${column.name}`,
        columnRow(name, column),
      );
    }
    if (numbers) {
      seeder.add('sys_number', name, {
        category: name,
        prefix: numbers.prefix,
        number: String(numbers.start),
      });
    }
  }
}

function seedLog(seeder: Seeder) {
  for (let i = 0; i < LOG_ROWS; i++) {
    const [level, source, message] = LOG_MESSAGES[i % LOG_MESSAGES.length];
    const at = seeder.ago((LOG_ROWS - i) * 4);
    seeder.add('syslog', String(i), {
      level,
      source,
      message,
      sequence: String(i),
      sys_created_on: at,
      sys_created_by: 'system',
    });
  }
}

/** Choices, schema, properties, business rules, scopes and the log. @internal */
export function seedPlatform(seeder: Seeder): void {
  seedChoices(seeder);
  seedSchema(seeder);
  for (const [name, value, description] of DEMO_PROPERTIES) {
    seeder.add('sys_properties', name, { name, value, description });
  }
  seeder.add('sys_scope', 'global', {
    sys_id: 'global',
    name: 'Global',
    scope: 'global',
  });
  for (const [name, collection, when, events] of DEMO_SCRIPTS) {
    seeder.add('sys_script', name, {
      name,
      sys_name: name,
      collection,
      when,
      action_insert: String(events.includes('insert')),
      action_update: String(events.includes('update')),
      action_delete: String(events.includes('delete')),
      script: `// "${name}" is built into the simulator`,
    });
  }
  for (const scope of ['Dependency map', 'Application view']) {
    seeder.add('bsm_chart', scope, { name: scope });
  }
  seedLog(seeder);
}
