import {
  choice,
  CLASS_COLUMN,
  dateTime,
  email,
  integer,
  reference,
  table,
  text,
} from '../columns';
import { TableDefinition } from '../types';

/** Import sets, and staging tables that feed users, incidents and computers. @internal */
export const importSetTables: TableDefinition[] = [
  table('sys_import_set', 'Import Set', {
    displayColumn: 'number',
    numbers: { prefix: 'ISET', start: 10000 },
    columns: [
      text('number', 'Number'),
      text('table_name', 'Table', 80),
      text('short_description', 'Short description', 160),
      choice('state', 'State', { defaultValue: 'loading' }),
      choice('mode', 'Mode'),
      dateTime('load_completed', 'Load completed'),
    ],
  }),
  table('sys_import_set_row', 'Import Set Row', {
    columns: [
      CLASS_COLUMN,
      reference('sys_import_set', 'Set', 'sys_import_set'),
      choice('sys_import_state', 'State', { defaultValue: 'pending' }),
      text('sys_import_state_comment', 'Comment', 4000),
      integer('sys_import_row', 'Row'),
      text('sys_target_table', 'Target table', 80),
      text('sys_target_sys_id', 'Target record', 32),
      reference('sys_transform_map', 'Transform map', 'sys_transform_map'),
      text('sys_row_error', 'Row error', 4000),
    ],
  }),
  table('imp_user', 'User import', {
    extends: 'sys_import_set_row',
    columns: [
      text('first_name', 'First name', 100),
      text('last_name', 'Last name', 100),
      text('user_id', 'User ID', 100),
      email('email', 'Email'),
      text('phone', 'Phone'),
      text('department', 'Department', 100),
      text('title', 'Title', 100),
      text('company', 'Company', 100),
      text('location', 'Location', 100),
    ],
  }),
  table('imp_computer', 'Computer import', {
    extends: 'sys_import_set_row',
    columns: [
      text('name', 'Name', 255),
      text('serial_number', 'Serial number', 255),
      text('asset_tag', 'Asset tag'),
      text('os', 'Operating system', 255),
      text('ip_address', 'IP address'),
    ],
  }),
  table('imp_notification', 'Notification import', {
    extends: 'sys_import_set_row',
    columns: [
      text('uuid', 'Correlation ID', 100),
      text('message', 'Message', 160),
      text('description', 'Description', 4000),
      text('impact', 'Impact'),
      text('urgency', 'Urgency'),
    ],
  }),
];
