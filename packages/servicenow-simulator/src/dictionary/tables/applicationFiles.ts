import {
  choice,
  dateTime,
  flag,
  integer,
  reference,
  script,
  table,
  text,
  url,
} from '../columns';
import { TableDefinition } from '../types';

type Columns = TableDefinition['columns'];

const COMMON: Columns = [
  text('name', 'Name', 100),
  text('description', 'Description', 4000),
  flag('active', 'Active', 'true'),
];

/** Application files that only need a name, a description and a few columns: name, label, more columns. */
const files: [string, string, Columns][] = [
  [
    'sys_ui_page',
    'UI Page',
    [
      script('html', 'HTML'),
      script('client_script', 'Client script'),
      script('processing_script', 'Processing script'),
      text('category', 'Category', { defaultValue: 'general' }),
      flag('direct', 'Direct'),
      text('endpoint', 'Endpoint', 255),
    ],
  ],
  [
    'sys_ui_macro',
    'UI Macro',
    [script('xml', 'XML'), text('category', 'Category')],
  ],
  [
    'sys_ui_script',
    'UI Script',
    [
      script('script', 'Script'),
      text('script_name', 'API Name', 100),
      integer('ui_type', 'UI Type', { defaultValue: '0' }),
      flag('global', 'Global'),
      flag('use_scoped_format', 'Use scoped format'),
    ],
  ],
  [
    'sys_ui_action',
    'UI Action',
    [
      text('table', 'Table', 80),
      text('action_name', 'Action name', 80),
      script('script', 'Script'),
      integer('order', 'Order', { defaultValue: '100' }),
    ],
  ],
  [
    'sys_ui_policy',
    'UI Policy',
    [
      text('table', 'Table', 80),
      text('short_description', 'Short description', 160),
    ],
  ],
  [
    'sys_script_client',
    'Client Script',
    [
      text('table', 'Table', 80),
      text('type', 'Type'),
      text('field', 'Field', 80),
      script('script', 'Script'),
      integer('ui_type', 'UI Type', { defaultValue: '0' }),
      flag('global', 'Global', 'true'),
      flag('isolate_script', 'Isolate script', 'true'),
    ],
  ],
  ['sys_script_fix', 'Fix Script', [script('script', 'Script')]],
  [
    'sysauto_script',
    'Scheduled Script Execution',
    [
      script('script', 'Script'),
      choice('run_type', 'Run', { defaultValue: 'daily' }),
      dateTime('run_start', 'Starting'),
    ],
  ],
  [
    'sysevent_script_action',
    'Script Action',
    [script('script', 'Script'), text('event_name', 'Event name', 100)],
  ],
  [
    'sys_app_category',
    'Menu Category',
    [text('style', 'Style', 255), integer('default_order', 'Order')],
  ],
  [
    'sys_app_application',
    'Application Menu',
    [
      text('title', 'Title', 80),
      text('hint', 'Hint', 255),
      text('device_type', 'Device type', { defaultValue: 'browser' }),
      integer('order', 'Order'),
      text('roles', 'Roles', 255),
      reference('category', 'Category', 'sys_app_category'),
    ],
  ],
  [
    'sys_app_module',
    'Module',
    [
      text('title', 'Title', 80),
      text('hint', 'Hint', 255),
      text('link_type', 'Link type', { defaultValue: 'LIST' }),
      text('window_name', 'Window name'),
      text('query', 'Arguments', 4000),
      integer('order', 'Order'),
      text('roles', 'Roles', 255),
      reference('application', 'Application menu', 'sys_app_application'),
    ],
  ],
  [
    'content_css',
    'Style Sheet',
    [script('style', 'Style'), text('type', 'Type'), url('url', 'URL')],
  ],
  [
    'sys_properties_category',
    'System Property Category',
    [text('title', 'Title', 255)],
  ],
  [
    'sys_properties_category_m2m',
    'Property Category',
    [
      reference('property', 'Property', 'sys_properties'),
      reference('category', 'Category', 'sys_properties_category'),
      integer('order', 'Order'),
    ],
  ],
  [
    'sys_rest_message',
    'REST Message',
    [
      url('rest_endpoint', 'Endpoint'),
      text('authentication_type', 'Authentication type', {
        defaultValue: 'no_authentication',
      }),
      text('access', 'Accessible from', { defaultValue: 'package_private' }),
    ],
  ],
  [
    'sys_rest_message_headers',
    'HTTP Header',
    [
      text('value', 'Value', 1000),
      reference('rest_message', 'REST Message', 'sys_rest_message'),
    ],
  ],
  [
    'sys_rest_message_fn',
    'HTTP Method',
    [
      text('function_name', 'Name', 100),
      text('http_method', 'HTTP method'),
      url('rest_endpoint', 'Endpoint'),
      text('qualified_name', 'Qualified name', 255),
      text('content', 'Content', 65000),
      reference('rest_message', 'REST Message', 'sys_rest_message'),
    ],
  ],
  [
    'sys_rest_message_fn_headers',
    'HTTP Header',
    [
      text('value', 'Value', 1000),
      reference('rest_message_function', 'HTTP Method', 'sys_rest_message_fn'),
    ],
  ],
  [
    'sys_ws_definition',
    'Scripted REST Service',
    [
      text('service_id', 'API ID', 100),
      text('base_uri', 'Base API path', 255),
      text('namespace', 'API namespace', 100),
    ],
  ],
  [
    'sys_ws_operation',
    'Scripted REST Resource',
    [
      script('operation_script', 'Script'),
      text('relative_path', 'Relative path', 255),
      text('http_method', 'HTTP method'),
      reference(
        'web_service_definition',
        'API definition',
        'sys_ws_definition',
      ),
    ],
  ],
  [
    'sys_data_policy2',
    'Data Policy',
    [text('model_table', 'Table', 80), text('conditions', 'Conditions', 4000)],
  ],
  ['sys_web_service', 'Import Set Web Service', []],
  [
    'sys_transform_map',
    'Table Transform Map',
    [
      text('source_table', 'Source table', 80),
      text('target_table', 'Target table', 80),
      integer('order', 'Order', { defaultValue: '100' }),
      flag('run_business_rules', 'Run business rules', 'true'),
    ],
  ],
  [
    'sys_transform_entry',
    'Field Map',
    [
      reference('map', 'Map', 'sys_transform_map'),
      text('source_field', 'Source field', 80),
      text('target_field', 'Target field', 80),
      flag('coalesce', 'Coalesce'),
    ],
  ],
  [
    'sp_widget',
    'Widget',
    [
      text('id', 'ID', 100),
      script('template', 'Body HTML template'),
      script('css', 'CSS'),
      script('script', 'Server script'),
      script('client_script', 'Client controller'),
      script('link', 'Link'),
      script('option_schema', 'Option schema'),
      script('demo_data', 'Demo data'),
      flag('public', 'Public'),
      flag('has_preview', 'Has preview'),
      text('controller_as', 'Controller as', { defaultValue: 'c' }),
      text('data_table', 'Data table', { defaultValue: 'sp_instance' }),
      text('roles', 'Roles', 255),
    ],
  ],
  ['sp_css', 'Style Sheet', [script('css', 'CSS')]],
  [
    'sp_css_include',
    'CSS Include',
    [
      url('url', 'CSS URL'),
      text('source', 'Source', { defaultValue: 'url' }),
      reference('sp_css', 'Style sheet', 'sp_css'),
    ],
  ],
  [
    'sp_js_include',
    'JS Include',
    [
      url('url', 'JS file URL'),
      text('source', 'Source', { defaultValue: 'url' }),
      text('display_name', 'Display name', 100),
      reference('sys_ui_script', 'UI script', 'sys_ui_script'),
    ],
  ],
  [
    'sp_dependency',
    'Widget Dependency',
    [
      flag('page_load', 'Include on page load'),
      text('module', 'Angular module name', 100),
    ],
  ],
  [
    'm2m_sp_widget_dependency',
    'Widget Dependency',
    [
      reference('sp_widget', 'Widget', 'sp_widget'),
      reference('sp_dependency', 'Dependency', 'sp_dependency'),
    ],
  ],
  [
    'm2m_sp_dependency_css_include',
    'CSS Include',
    [
      reference('sp_dependency', 'Dependency', 'sp_dependency'),
      reference('sp_css_include', 'CSS include', 'sp_css_include'),
      integer('order', 'Order'),
    ],
  ],
  [
    'm2m_sp_dependency_js_include',
    'JS Include',
    [
      reference('sp_dependency', 'Dependency', 'sp_dependency'),
      reference('sp_js_include', 'JS include', 'sp_js_include'),
      integer('order', 'Order'),
    ],
  ],
  [
    'sys_extension_point',
    'Extension Point',
    [
      text('api_name', 'API Name', 160),
      script('example', 'Example implementation'),
    ],
  ],
  [
    'sys_security_acl_role',
    'Access Role',
    [
      reference('sys_security_acl', 'Access control', 'sys_security_acl'),
      reference('sys_user_role', 'Role', 'sys_user_role'),
    ],
  ],
];

/** Scripts, pages, menus and other files an application is made of. @internal */
export const applicationFileTables: TableDefinition[] = [
  ...files.map(([name, label, columns]) =>
    table(name, label, {
      extends: 'sys_metadata',
      displayColumn: 'name',
      columns: [...COMMON, ...columns],
    }),
  ),
];
