import {
  choice,
  dateTime,
  flag,
  integer,
  list,
  reference,
  script,
  table,
  text,
} from '../columns';
import { TableDefinition } from '../types';

const COMMON: TableDefinition['columns'] = [
  text('name', 'Name', 100),
  text('description', 'Description', 4000),
  flag('active', 'Active', 'true'),
];

/** Service catalog, knowledge, events and maps. @internal */
export const catalogTables: TableDefinition[] = [
  table('bsm_chart', 'Dependency View', {
    displayColumn: 'name',
    columns: [
      ...COMMON,
      text('ci_id', 'Root CI', 32),
      integer('levels', 'Levels'),
    ],
  }),
  table('wf_activity', 'Workflow Activity', {
    displayColumn: 'name',
    columns: COMMON,
  }),
  table('kb_knowledge_base', 'Knowledge Base', {
    displayColumn: 'title',
    columns: [
      text('title', 'Title', 100),
      ...COMMON.slice(1),
      reference('owner', 'Owner', 'sys_user'),
    ],
  }),
  table('kb_knowledge', 'Knowledge', {
    displayColumn: 'number',
    numbers: { prefix: 'KB', start: 10000 },
    columns: [
      text('number', 'Number'),
      text('short_description', 'Short description', 160),
      script('text', 'Article body', { maxLength: 65000 }),
      choice('workflow_state', 'Workflow', { defaultValue: 'draft' }),
      reference('kb_knowledge_base', 'Knowledge base', 'kb_knowledge_base'),
      reference('author', 'Author', {
        reference: 'sys_user',
        defaultValue: 'javascript:gs.getUserID()',
      }),
      dateTime('published', 'Published'),
      flag('active', 'Active', 'true'),
    ],
  }),
  table('sc_catalog', 'Catalog', {
    displayColumn: 'title',
    columns: [text('title', 'Title', 100), ...COMMON.slice(1)],
  }),
  table('sc_category', 'Category', {
    displayColumn: 'title',
    columns: [
      text('title', 'Title', 100),
      ...COMMON.slice(1),
      reference('sc_catalog', 'Catalog', 'sc_catalog'),
      reference('parent', 'Parent', 'sc_category'),
    ],
  }),
  table('sc_cat_item', 'Catalog Item', {
    extends: 'sys_metadata',
    displayColumn: 'name',
    columns: [
      ...COMMON,
      text('short_description', 'Short description', 200),
      text('price', 'Price', 20),
      integer('order', 'Order'),
      reference('category', 'Category', 'sc_category'),
      list('sc_catalogs', 'Catalogs', 'sc_catalog'),
    ],
  }),
  table('sysevent', 'Event', {
    displayColumn: 'name',
    columns: [
      ...COMMON.slice(0, 1),
      text('parm1', 'Parm1', 255),
      text('parm2', 'Parm2', 255),
      text('table', 'Table', 80),
      text('instance', 'Instance', 32),
      text('state', 'State', { defaultValue: 'ready' }),
    ],
  }),
  table('em_event', 'Event', {
    columns: [
      text('source', 'Source', 100),
      text('node', 'Node', 255),
      text('type', 'Type', 100),
      text('resource', 'Resource', 255),
      text('metric_name', 'Metric name', 255),
      text('message_key', 'Message key', 1000),
      text('severity', 'Severity'),
      text('description', 'Description', 4000),
      text('additional_info', 'Additional information', 65000),
      text('state', 'State', { defaultValue: 'Ready' }),
      text('event_class', 'Source instance', 255),
      dateTime('time_of_event', 'Time of event'),
      text('resolution_state', 'Resolution state'),
    ],
  }),
];
