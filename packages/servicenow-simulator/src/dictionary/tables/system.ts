import {
  choice,
  CLASS_COLUMN,
  dateTime,
  flag,
  integer,
  list,
  reference,
  table,
  text,
  url,
} from '../columns';
import { TableDefinition } from '../types';

const NAME = text('name', 'Name', 100);
const DESCRIPTION = text('description', 'Description', 4000);

/** What the platform writes and keeps: journals, audits, attachments, logs, approvals. @internal */
export const systemTables: TableDefinition[] = [
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
  table('sys_attachment_attributes', 'Attachment Attribute', {
    displayColumn: 'key',
    columns: [
      reference('attachment', 'Attachment', 'sys_attachment'),
      text('key', 'Key', 100),
      text('value', 'Value', 4000),
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
