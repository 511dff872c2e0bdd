/** A configuration item of the demo data. @internal */
export interface DemoItem {
  table: string;
  name: string;
  description: string;
  supportGroup: string;
  sysId?: string;
  extras?: Record<string, string>;
}

function items(
  table: string,
  supportGroup: string,
  list: [string, string, string?][],
): DemoItem[] {
  return list.map(([name, description, sysId]) => ({
    table,
    supportGroup,
    name,
    description,
    sysId,
  }));
}

/** @internal */
export const DEMO_ITEMS: DemoItem[] = [
  ...items('cmdb_ci_service', 'Software', [
    [
      'Sales Force Automation',
      'Customer accounts and opportunities',
      'a9c0c8d2c6112276018f7705562f9cb0',
    ],
    ['Email', 'Company mail and calendars'],
    [
      'SAP Enterprise Services',
      'Enterprise resource planning',
      '26da329f0a0a0bb400f69d8159bc753d',
    ],
    ['Bond Trading', 'Trades of the treasury'],
    ['Payroll', 'Monthly salary run'],
  ]),
  ...items('cmdb_ci_service', 'Data Platform', [
    ['Shop Analytics', 'Dashboards on orders, customers and payments'],
    ['Data Warehouse', 'The tables the business reports on'],
    [
      'Payments Reconciliation',
      'Matches payments with settlements every night',
    ],
  ]),
  ...items('cmdb_ci_linux_server', 'Database', [
    ['lnux100', 'Build server'],
    ['lnux101', 'Database server of the warehouse'],
    ['lnux102', 'Batch scheduler'],
    ['PS LinuxApp01', 'Application server'],
  ]),
  ...items('cmdb_ci_win_server', 'Hardware', [
    ['MailServerUS', 'Mail server in San Diego'],
    ['FileServerFloor1', 'Files of the first floor'],
    ['OWA-SD-01', 'Web mail'],
  ]),
  ...items('cmdb_ci_unix_server', 'Database', [['PS Unix01', 'Finance batch']]),
  ...items('cmdb_ci_server', 'Hardware', [
    [
      'ApplicationServerPeopleSoft',
      'Human resources application',
      'b0cb50c3c0a8000900893e69d3c5885e',
    ],
    ['DatabaseServer1', 'Shared database server'],
    ['DatabaseServer2', 'Shared database server'],
  ]),
  ...items('cmdb_ci_db_postgresql_instance', 'Database', [
    ['orders-db', 'Orders of the shop'],
    ['payments-db', 'Payments of the shop'],
  ]),
  ...items('cmdb_ci_db_ora_instance', 'Database', [
    ['ORA-FIN-01', 'General ledger'],
  ]),
  ...items('cmdb_ci_appl', 'Software', [
    ['SFA Web Client', 'Browser client of sales force automation'],
    ['Warehouse Loader', 'Loads files from partners every hour'],
  ]),
  ...items('cmdb_ci_ip_switch', 'Network', [
    ['sw-sd-01', 'Core switch San Diego'],
    ['sw-ldn-01', 'Core switch London'],
  ]),
  ...items('cmdb_ci_ip_router', 'Network', [['rtr-sd-01', 'Router San Diego']]),
  ...items('cmdb_ci_computer', 'Hardware', [
    ['MacBook Pro 15"', 'Laptop of Abel Tuter'],
    ['ThinkPad T14', 'Laptop of Joe Employee'],
  ]),
  ...items('cmdb_ci_printer', 'Hardware', [
    ['prn-sd-2f', 'Printer on the second floor'],
  ]),
];

/** Parent, child and the kind of relation. @internal */
export const DEMO_RELATIONS: [parent: string, child: string, type: string][] = [
  ['Shop Analytics', 'Data Warehouse', 'Depends on::Used by'],
  ['Data Warehouse', 'lnux101', 'Runs on::Runs'],
  ['Data Warehouse', 'orders-db', 'Depends on::Used by'],
  ['Payments Reconciliation', 'payments-db', 'Depends on::Used by'],
  ['Sales Force Automation', 'SFA Web Client', 'Contains::Contained by'],
  ['SAP Enterprise Services', 'ORA-FIN-01', 'Depends on::Used by'],
  ['Email', 'MailServerUS', 'Runs on::Runs'],
];

/** How items relate, seen from the parent and from the child. @internal */
export const RELATION_TYPES = [
  'Connects to::Connected by',
  'Contains::Contained by',
  'Cools::Cooled By',
  'Depends on::Used by',
  'Hosted on::Hosts',
  'Managed by::Manages',
  'Members::Member of',
  'Owns::Owned by',
  'Powers::Powered by',
  'Provides::Provided by',
  'Runs on::Runs',
  'Virtualized by::Virtualizes',
];
