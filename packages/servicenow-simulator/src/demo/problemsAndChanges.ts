/** @internal */
export const DEMO_PROBLEMS: [
  title: string,
  state: string,
  group: string,
  sysId?: string,
][] = [
  ['Switch occasionally drops connections', '107', 'Network'],
  ['Mail server runs out of memory every other week', '103', 'Software'],
  ['Disk failures of one batch of laptops', '104', 'Hardware'],
  ['Orders database deadlocks under load', '103', 'Database'],
  ['Loader does not notice partial files', '102', 'Data Platform'],
  [
    'Sales force automation loses sessions',
    '104',
    'Software',
    'a9e4890bc6112276003d7a5a5c774a74',
  ],
  [
    'Nightly reconciliation depends on the order of files',
    '101',
    'Data Platform',
  ],
  ['Wireless controllers restart after each update', '106', 'Network'],
  ['Shared database server is short of table space', '101', 'Database'],
  ['Printers lose their queue after a power cut', '107', 'Hardware'],
  ['Daylight saving shifts refunds by an hour', '103', 'Data Platform'],
];

/** @internal */
export const DEMO_CHANGES: [
  title: string,
  type: string,
  state: string,
  group: string,
  sysId?: string,
][] = [
  [
    'Rollback Oracle version',
    'normal',
    '-5',
    'Database',
    '46e18c0fa9fe19810066a0083f76bd56',
  ],
  ['Upgrade the core switch in London', 'normal', '-4', 'Network'],
  ['Reboot of the application server', 'standard', '-2', 'Hardware'],
  ['Add storage to the file server', 'normal', '-1', 'Hardware'],
  ['Emergency patch of the mail server', 'emergency', '0', 'Software'],
  ['New index on the orders table', 'normal', '3', 'Database'],
  [
    'Move the warehouse loader to the new scheduler',
    'normal',
    '-3',
    'Data Platform',
  ],
  ['Rename columns of the payments feed', 'normal', '-5', 'Data Platform'],
  ['Replace certificates of the intranet', 'standard', '3', 'Network'],
  ['Retire the old build server', 'normal', '4', 'Software'],
  ['Raise the limits of the connection pool', 'standard', '-2', 'Database'],
  [
    'Switch dashboards to the new revenue model',
    'normal',
    '-4',
    'Data Platform',
  ],
];

/** @internal */
export const DEMO_PROPERTIES: [
  name: string,
  value: string,
  description: string,
][] = [
  ['instance_name', 'simulator', 'Name of the instance'],
  ['glide.servlet.uri', 'http://localhost/', 'Address of the instance'],
  [
    'glide.sys.default.tz',
    'America/Los_Angeles',
    'Time zone of users without one of their own',
  ],
  [
    'glide.invalid_query.returns_no_rows',
    'false',
    'Queries on unknown fields return no rows',
  ],
  ['glide.ui.incident_management', 'true', 'Incident management is in use'],
  ['glide.product.name', 'ServiceNow', 'Product name'],
  ['glide.war', 'glide-simulator.zip', 'Build'],
  ['glide.buildname', 'Simulator', 'Release family'],
  ['glide.rest.max_content_length', '10', 'Largest payload in MB'],
  [
    'glide.attachment.extensions',
    '',
    'Extensions of files that may be attached',
  ],
  ['com.glide.attachment.max_size', '1024', 'Largest attachment in MB'],
  [
    'simulator.basic_auth.refuse_interactive_users',
    'false',
    'Refuse basic auth to people, as from the Zurich release on',
  ],
  [
    'simulator.oauth.rotate_refresh_tokens',
    'false',
    'Give out a new refresh token with each refresh, and refuse the old one',
  ],
];

/** Business rules as `sys_script` lists them: name, table, when, insert, update, delete. @internal */
export const DEMO_SCRIPTS: [
  name: string,
  table: string,
  when: string,
  events: string,
][] = [
  ['Abort changes on group', 'incident', 'before', 'update'],
  ['mark_resolved', 'incident', 'before', 'insert,update'],
  ['mark_closed', 'incident', 'before', 'insert,update'],
  ['incident reopen', 'incident', 'before', 'update'],
  ['task reassignment counter', 'task', 'before', 'update'],
  ['task closer', 'task', 'before', 'update'],
  ['problem state', 'problem', 'before', 'insert,update'],
  ['user name', 'sys_user', 'before', 'insert,update'],
  ['audit', 'task', 'after', 'update'],
];

/** What a quiet instance writes to its log, in turn. @internal */
export const LOG_MESSAGES: [level: string, source: string, message: string][] =
  [
    ['0', 'Scheduler', 'Job "Event Process" finished'],
    ['0', 'EmailReader', 'No new messages'],
    ['0', 'CacheFlush', 'Flushed 14 entries'],
    ['1', 'Evaluator', 'Script took longer than 500 ms'],
    ['0', 'Import', 'Import set rows cleaned up'],
    ['2', 'RESTMessage', 'Outbound call failed: connection timed out'],
    ['0', 'Session', 'Session expired'],
  ];
