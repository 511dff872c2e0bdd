import {
  choice,
  CLASS_COLUMN,
  dateTime,
  flag,
  integer,
  list,
  password,
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

/** Tables that describe the platform itself: schema, scripts, properties, logs. @internal */
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
  table('sys_journal_field', 'Journal Entry', {
    columns: [
      text('name', 'Name', 80),
      text('element_id', 'Element ID', 32),
      text('element', 'Element', 80),
      text('value', 'Value', 4000),
    ],
  }),
  table('sys_audit', 'Audit', {
    columns: [
      text('tablename', 'Table name', 80),
      text('documentkey', 'Document key', 32),
      text('fieldname', 'Field name', 80),
      text('oldvalue', 'Old value', 4000),
      text('newvalue', 'New value', 4000),
      text('user', 'User'),
      text('reason', 'Reason'),
      integer('record_checkpoint', 'Update count'),
    ],
  }),
  table('sys_audit_delete', 'Deleted Record', {
    displayColumn: 'display_value',
    columns: [
      text('tablename', 'Table name', 80),
      text('documentkey', 'Document key', 32),
      text('display_value', 'Display value', 255),
      text('payload', 'Payload', 65000),
    ],
  }),
  table('sys_attachment', 'Attachment', {
    displayColumn: 'file_name',
    columns: [
      text('table_name', 'Table name', 80),
      text('table_sys_id', 'Table sys ID', 32),
      text('file_name', 'File name', 100),
      text('content_type', 'Content type', 100),
      integer('size_bytes', 'Size bytes'),
      integer('size_compressed', 'Size compressed'),
      flag('compressed', 'Compressed', 'true'),
      text('hash', 'Hash', 64),
      choice('state', 'State', { defaultValue: 'available' }),
      text('average_image_color', 'Average image color'),
      integer('image_width', 'Image width'),
      integer('image_height', 'Image height'),
      integer('chunk_size_bytes', 'Chunk size bytes', {
        defaultValue: '700000',
      }),
      text('encryption_context', 'Encryption context', 32),
    ],
  }),
  table('sys_attachment_doc', 'Attachment Document', {
    columns: [
      reference('sys_attachment', 'Attachment', 'sys_attachment'),
      integer('position', 'Position'),
      integer('length', 'Length'),
      text('data', 'Data', 1400000),
    ],
  }),
  table('syslog', 'Log', {
    columns: [
      CLASS_COLUMN,
      choice('level', 'Level', { defaultValue: '0' }),
      text('message', 'Message', 4000),
      text('source', 'Source', 40),
      text('source_application_family', 'App Scope', 40),
      text('context_map', 'Context map', 1000),
      integer('sequence', 'Sequence'),
    ],
  }),
  table('syslog_transaction', 'Transaction Log Entry', {
    extends: 'syslog',
    columns: [
      url('url', 'URL'),
      integer('response_time', 'Response time'),
      text('type', 'Type'),
    ],
  }),
  table('sys_email', 'Email', {
    displayColumn: 'subject',
    columns: [
      text('subject', 'Subject', 255),
      text('body', 'Body', 65000),
      text('recipients', 'Recipients', 4000),
      text('type', 'Type'),
      text('state', 'State'),
      text('mailbox', 'Mailbox'),
      text('instance', 'Target', 32),
      text('target_table', 'Target table', 80),
    ],
  }),
  table('sys_update_set', 'Update Set', {
    displayColumn: 'name',
    columns: [
      NAME,
      DESCRIPTION,
      choice('state', 'State', { defaultValue: 'in progress' }),
      reference('application', 'Application', {
        reference: 'sys_scope',
        defaultValue: 'global',
      }),
      flag('is_default', 'Default set'),
      dateTime('release_date', 'Release date'),
      list('parent', 'Parent', 'sys_update_set'),
    ],
  }),
  table('oauth_entity', 'Application Registry', {
    displayColumn: 'name',
    columns: [
      NAME,
      text('client_id', 'Client ID', 100),
      password('client_secret', 'Client Secret'),
      url('redirect_url', 'Redirect URL'),
      text('type', 'Type', { defaultValue: 'client' }),
      text('default_grant_type', 'Default Grant type', 40),
      integer('access_token_lifespan', 'Access Token Lifespan', {
        defaultValue: '1800',
      }),
      integer('refresh_token_lifespan', 'Refresh Token Lifespan', {
        defaultValue: '8640000',
      }),
      flag('public_client', 'Public Client'),
      reference('user', 'OAuth Application User', 'sys_user'),
      ACTIVE,
      text('comments', 'Comments', 1000),
      url('logo_url', 'Logo URL'),
      text('access', 'Accessible from', { defaultValue: 'public' }),
    ],
  }),
  table('api_key', 'REST API Key', {
    displayColumn: 'name',
    columns: [
      NAME,
      password('token', 'Token'),
      reference('user', 'User', 'sys_user'),
      ACTIVE,
    ],
  }),
  table('sysapproval_approver', 'Approval', {
    columns: [
      reference('approver', 'Approver', 'sys_user'),
      reference('sysapproval', 'Approval for', 'task'),
      reference('group', 'Group assignment', 'sys_user_group'),
      choice('state', 'State', { defaultValue: 'requested' }),
      text('source_table', 'Source table', 80),
      text('document_id', 'Approving', 32),
      text('comments', 'Comments', 4000),
      dateTime('expected_start', 'Expected start'),
      dateTime('due_date', 'Due date'),
    ],
  }),
];
