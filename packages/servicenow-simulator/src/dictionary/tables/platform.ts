import {
  choice,
  CLASS_COLUMN,
  flag,
  integer,
  reference,
  script,
  table,
  text,
  url,
} from '../columns';
import { TableDefinition } from '../types';

const metadata = table('sys_metadata', 'Application File', {
  displayColumn: 'sys_name',
  columns: [
    CLASS_COLUMN,
    text('sys_name', 'Display name', 255),
    text('sys_update_name', 'Update name', 250),
    choice('sys_policy', 'Protection policy'),
    text('sys_customer_update', 'Customer update', {
      defaultValue: 'false',
    }),
    text('sys_replace_on_upgrade', 'Replace on upgrade', {
      defaultValue: 'false',
    }),
    reference('sys_package', 'Package', {
      reference: 'sys_package',
      defaultValue: 'global',
    }),
    reference('sys_scope', 'Application', {
      reference: 'sys_scope',
      defaultValue: 'global',
    }),
  ],
});

function file(name: string, label: string) {
  return (columns: TableDefinition['columns']) =>
    table(name, label, {
      extends: 'sys_metadata',
      displayColumn: columns.some(column => column.name === 'name')
        ? 'name'
        : 'sys_name',
      columns,
    });
}

const NAME = text('name', 'Name', 100);
const ACTIVE = flag('active', 'Active', 'true');
const DESCRIPTION = text('description', 'Description', 4000);

/** Tables that describe the platform itself: schema, scripts, properties, applications. @internal */
export const platformTables: TableDefinition[] = [
  metadata,
  file(
    'sys_db_object',
    'Table',
  )([
    text('name', 'Name', 80),
    text('label', 'Label', 80),
    reference('super_class', 'Extends table', 'sys_db_object'),
    flag('is_extendable', 'Extensible'),
    flag('create_access_controls', 'Create access controls'),
    flag('live_feed_enabled', 'Live feed'),
    flag('ws_access', 'Allow access to this table via web services', 'true'),
    flag('read_access', 'Can read', 'true'),
    flag('create_access', 'Can create'),
    flag('update_access', 'Can update'),
    flag('delete_access', 'Can delete'),
    flag('alter_access', 'Allow new fields'),
    flag('actions_access', 'Allow UI actions'),
    flag('configuration_access', 'Allow configuration'),
    choice('access', 'Accessible from', { defaultValue: 'public' }),
    text('number_ref', 'Auto number', 32),
    text('user_role', 'User role', 32),
    text('sys_class_code', 'Sys class code'),
    text('provider_class', 'Provider class'),
  ]),
  file(
    'sys_dictionary',
    'Dictionary Entry',
  )([
    text('name', 'Table', 80),
    text('element', 'Column name', 80),
    text('column_label', 'Column label', 80),
    reference('internal_type', 'Type', 'sys_glide_object'),
    integer('max_length', 'Max length'),
    reference('reference', 'Reference', 'sys_db_object'),
    text('default_value', 'Default value', 255),
    flag('mandatory', 'Mandatory'),
    flag('read_only', 'Read only'),
    flag('display', 'Display'),
    flag('unique', 'Unique'),
    flag('array', 'Array'),
    flag('primary', 'Primary'),
    flag('virtual', 'Calculated'),
    flag('active', 'Active', 'true'),
    integer('choice', 'Choice'),
    text('attributes', 'Attributes', 1000),
    text('comments', 'Comments', 4000),
  ]),
  file(
    'sys_choice',
    'Choice',
  )([
    text('name', 'Table', 80),
    text('element', 'Element', 80),
    text('value', 'Value', 100),
    text('label', 'Label', 100),
    text('language', 'Language', { defaultValue: 'en' }),
    text('dependent_value', 'Dependent value', 100),
    text('hint', 'Hint', 255),
    integer('sequence', 'Sequence'),
    flag('inactive', 'Inactive'),
    text('synonyms', 'Synonyms', 255),
  ]),
  file(
    'sys_documentation',
    'Field Label',
  )([
    text('name', 'Table', 80),
    text('element', 'Element', 80),
    text('label', 'Label', 80),
    text('plural', 'Plural', 80),
    text('language', 'Language', { defaultValue: 'en' }),
    text('help', 'Help', 4000),
    text('hint', 'Hint', 4000),
    url('url', 'URL'),
  ]),
  file(
    'sys_properties',
    'System Property',
  )([
    NAME,
    text('value', 'Value', 4000),
    DESCRIPTION,
    choice('type', 'Type', { defaultValue: 'string' }),
    text('suffix', 'Suffix', 100),
    text('choices', 'Choices', 1000),
    text('read_roles', 'Read roles'),
    text('write_roles', 'Write roles'),
    flag('is_private', 'Private'),
    flag('ignore_cache', 'Ignore cache'),
  ]),
  file(
    'sys_script',
    'Business Rule',
  )([
    NAME,
    ACTIVE,
    DESCRIPTION,
    text('collection', 'Table', 80),
    choice('when', 'When', { defaultValue: 'before' }),
    integer('order', 'Order', { defaultValue: '100' }),
    integer('priority', 'Priority', { defaultValue: '100' }),
    flag('action_insert', 'Insert'),
    flag('action_update', 'Update'),
    flag('action_delete', 'Delete'),
    flag('action_query', 'Query'),
    flag('abort_action', 'Abort action'),
    flag('add_message', 'Add message'),
    flag('advanced', 'Advanced'),
    flag('client_callable', 'Client callable'),
    text('filter_condition', 'Filter Conditions', 4000),
    text('condition', 'Condition', 254),
    text('message', 'Message', 4000),
    text('rest_method', 'REST Method', 32),
    text('access', 'Accessible from', { defaultValue: 'package_private' }),
    text('role_conditions', 'Role conditions', 4000),
    script('script', 'Script'),
  ]),
  file(
    'sys_script_include',
    'Script Include',
  )([
    NAME,
    text('api_name', 'API Name', 160),
    ACTIVE,
    DESCRIPTION,
    flag('client_callable', 'Client callable'),
    text('access', 'Accessible from', { defaultValue: 'package_private' }),
    script('script', 'Script'),
  ]),
  file(
    'sys_security_acl',
    'Access Control',
  )([
    NAME,
    ACTIVE,
    DESCRIPTION,
    text('operation', 'Operation', 32),
    text('type', 'Type', 32),
    text('decision_type', 'Decision Type'),
    text('condition', 'Condition', 4000),
    flag('admin_overrides', 'Admin overrides', 'true'),
    flag('advanced', 'Advanced'),
    script('script', 'Script'),
  ]),
  file(
    'sys_number',
    'Number',
  )([
    text('prefix', 'Prefix'),
    text('category', 'Table', 80),
    integer('number', 'Number'),
    integer('maximum_digits', 'Number of digits', { defaultValue: '7' }),
  ]),
  table('sys_package', 'Package', {
    displayColumn: 'name',
    columns: [
      CLASS_COLUMN,
      NAME,
      text('source', 'ID', 255),
      text('version', 'Version'),
      ACTIVE,
    ],
  }),
  table('sys_scope', 'Application', {
    extends: 'sys_package',
    columns: [
      text('scope', 'Scope', 18),
      text('short_description', 'Short description', 160),
      text('vendor', 'Vendor'),
      text('vendor_prefix', 'Vendor prefix'),
      flag('private', 'Private'),
      flag('licensable', 'Licensable'),
      text('runtime_access_tracking', 'Runtime Access Tracking'),
    ],
  }),
  table('sys_app', 'Custom Application', {
    extends: 'sys_scope',
    columns: [text('guided_setup_guid', 'Guided setup', 32)],
  }),
  table('sys_plugins', 'System Plugin', {
    displayColumn: 'name',
    columns: [NAME, text('id', 'ID', 255), text('version', 'Version'), ACTIVE],
  }),
  table('sys_glide_object', 'Field class', {
    displayColumn: 'label',
    columns: [
      text('name', 'Name', 80),
      text('label', 'Label', 80),
      text('scalar_type', 'Scalar type'),
      integer('scalar_length', 'Scalar length'),
    ],
  }),
];
