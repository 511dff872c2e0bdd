/** Choices of one element: table, element, then `value: label` in the order of the list. */
interface ChoiceList {
  table: string;
  element: string;
  /** Value and label; a third part is the value of the field it depends on. */
  choices: [value: string, label: string, dependsOn?: string][];
}

function choices(
  table: string,
  element: string,
  list: ChoiceList['choices'],
): ChoiceList {
  return { table, element, choices: list };
}

const LEVELS: ChoiceList['choices'] = [
  ['1', '1 - High'],
  ['2', '2 - Medium'],
  ['3', '3 - Low'],
];

const INCIDENT_STATES: ChoiceList['choices'] = [
  ['1', 'New'],
  ['2', 'In Progress'],
  ['3', 'On Hold'],
  ['6', 'Resolved'],
  ['7', 'Closed'],
  ['8', 'Canceled'],
];

/** What people choose from in a fresh instance. @internal */
export const CHOICE_LISTS: ChoiceList[] = [
  {
    table: 'cmdb_ci_vm_instance',
    element: 'state',
    choices: [
      ['on', 'On'],
      ['off', 'Off'],
      ['paused', 'Paused'],
      ['terminated', 'Terminated'],
    ],
  },
  choices('task', 'state', [
    ['-5', 'Pending'],
    ['1', 'Open'],
    ['2', 'Work in Progress'],
    ['3', 'Closed Complete'],
    ['4', 'Closed Incomplete'],
    ['7', 'Closed Skipped'],
  ]),
  choices('task', 'impact', LEVELS),
  choices('task', 'urgency', LEVELS),
  choices('task', 'priority', [
    ['1', '1 - Critical'],
    ['2', '2 - High'],
    ['3', '3 - Moderate'],
    ['4', '4 - Low'],
    ['5', '5 - Planning'],
  ]),
  choices('task', 'escalation', [
    ['0', 'Normal'],
    ['1', 'Moderate'],
    ['2', 'High'],
    ['3', 'Overdue'],
  ]),
  choices('task', 'approval', [
    ['not requested', 'Not Yet Requested'],
    ['requested', 'Requested'],
    ['approved', 'Approved'],
    ['rejected', 'Rejected'],
    ['cancelled', 'Cancelled'],
  ]),
  choices('task', 'upon_reject', [
    ['cancel', 'Cancel all future Tasks'],
    ['goto', 'Go to a previous Task'],
  ]),
  choices('task', 'upon_approval', [
    ['proceed', 'Proceed to Next Task'],
    ['do_nothing', 'Wait for a User to Close this task'],
  ]),
  choices('task', 'contact_type', [
    ['email', 'Email'],
    ['phone', 'Phone'],
    ['self-service', 'Self-service'],
    ['virtual_agent', 'Virtual Agent'],
    ['walk-in', 'Walk-in'],
    ['monitoring', 'Monitoring'],
    ['integration', 'Integration'],
  ]),
  choices('incident', 'state', INCIDENT_STATES),
  choices('incident', 'incident_state', INCIDENT_STATES),
  choices('incident', 'severity', LEVELS),
  choices('incident', 'hold_reason', [
    ['1', 'Awaiting Caller'],
    ['5', 'Awaiting Change'],
    ['3', 'Awaiting Problem'],
    ['4', 'Awaiting Vendor'],
  ]),
  choices('incident', 'notify', [
    ['1', 'Do Not Notify'],
    ['2', 'Send Email'],
    ['3', 'Phone'],
  ]),
  choices('incident', 'category', [
    ['inquiry', 'Inquiry / Help'],
    ['software', 'Software'],
    ['hardware', 'Hardware'],
    ['network', 'Network'],
    ['database', 'Database'],
    ['password_reset', 'Password Reset'],
  ]),
  choices('incident', 'subcategory', [
    ['antivirus', 'Antivirus', 'inquiry'],
    ['internal application', 'Internal Application', 'inquiry'],
    ['email', 'Email', 'software'],
    ['os', 'Operating System', 'software'],
    ['cpu', 'CPU', 'hardware'],
    ['disk', 'Disk', 'hardware'],
    ['keyboard', 'Keyboard', 'hardware'],
    ['memory', 'Memory', 'hardware'],
    ['monitor', 'Monitor', 'hardware'],
    ['mouse', 'Mouse', 'hardware'],
    ['dhcp', 'DHCP', 'network'],
    ['dns', 'DNS', 'network'],
    ['ip address', 'IP Address', 'network'],
    ['vpn', 'VPN', 'network'],
    ['wireless', 'Wireless', 'network'],
    ['db2', 'DB2', 'database'],
    ['sql server', 'MS SQL Server', 'database'],
    ['oracle', 'Oracle', 'database'],
    ['data quality', 'Data Quality', 'database'],
  ]),
  choices(
    'incident',
    'close_code',
    [
      'Duplicate',
      'Known error',
      'No resolution provided',
      'Resolved by caller',
      'Resolved by change',
      'Resolved by problem',
      'Resolved by request',
      'Solution provided',
      'Workaround provided',
      'User error',
    ].map((code): [string, string] => [code, code]),
  ),
  choices('problem', 'state', [
    ['101', 'New'],
    ['102', 'Assess'],
    ['103', 'Root Cause Analysis'],
    ['104', 'Fix in Progress'],
    ['106', 'Resolved'],
    ['107', 'Closed'],
  ]),
  choices('problem', 'problem_state', [
    ['101', 'New'],
    ['102', 'Assess'],
    ['103', 'Root Cause Analysis'],
    ['104', 'Fix in Progress'],
    ['106', 'Resolved'],
    ['107', 'Closed'],
  ]),
  choices('problem', 'category', [
    ['software', 'Software'],
    ['hardware', 'Hardware'],
    ['network', 'Network'],
    ['database', 'Database'],
  ]),
  choices('problem', 'resolution_code', [
    ['fix_applied', 'Fix Applied'],
    ['risk_accepted', 'Risk Accepted'],
    ['duplicate', 'Duplicate'],
    ['canceled', 'Canceled'],
  ]),
  choices('change_request', 'state', [
    ['-5', 'New'],
    ['-4', 'Assess'],
    ['-3', 'Authorize'],
    ['-2', 'Scheduled'],
    ['-1', 'Implement'],
    ['0', 'Review'],
    ['3', 'Closed'],
    ['4', 'Canceled'],
  ]),
  choices('change_request', 'type', [
    ['standard', 'Standard'],
    ['normal', 'Normal'],
    ['emergency', 'Emergency'],
  ]),
  choices('change_request', 'risk', [
    ['1', 'Very High'],
    ['2', 'High'],
    ['3', 'Moderate'],
    ['4', 'Low'],
  ]),
  choices('change_request', 'scope', [
    ['1', 'Massive'],
    ['2', 'Large'],
    ['3', 'Medium'],
    ['4', 'Small'],
  ]),
  choices('change_request', 'phase', [
    ['requested', 'Requested'],
    ['plan', 'Plan'],
    ['build', 'Build'],
    ['test', 'Test'],
    ['deploy', 'Deploy'],
  ]),
  choices('change_request', 'phase_state', [
    ['open', 'Open'],
    ['approved', 'Approved'],
    ['closed', 'Closed'],
  ]),
  choices('change_request', 'close_code', [
    ['successful', 'Successful'],
    ['successful_issues', 'Successful with issues'],
    ['unsuccessful', 'Unsuccessful'],
  ]),
  choices('change_request', 'category', [
    ['Hardware', 'Hardware'],
    ['Software', 'Software'],
    ['Service', 'Service'],
    ['Network', 'Network'],
    ['Other', 'Other'],
  ]),
  choices('cmdb_ci', 'install_status', [
    ['1', 'Installed'],
    ['2', 'On Order'],
    ['3', 'In Maintenance'],
    ['4', 'Pending Install'],
    ['5', 'Pending Repair'],
    ['6', 'In Stock'],
    ['7', 'Retired'],
    ['8', 'Stolen'],
    ['100', 'Absent'],
  ]),
  choices('cmdb_ci', 'operational_status', [
    ['1', 'Operational'],
    ['2', 'Non-Operational'],
    ['3', 'Repair in Progress'],
    ['4', 'DR Standby'],
    ['5', 'Ready'],
    ['6', 'Retired'],
  ]),
  choices('alm_asset', 'install_status', [
    ['1', 'In use'],
    ['2', 'On order'],
    ['6', 'In stock'],
    ['7', 'Retired'],
  ]),
  choices('sys_user', 'notification', [
    ['1', 'Disable'],
    ['2', 'Enable'],
  ]),
  choices('syslog', 'level', [
    ['0', 'Information'],
    ['1', 'Warning'],
    ['2', 'Error'],
    ['-1', 'Debug'],
  ]),
  choices('sys_script', 'when', [
    ['before', 'before'],
    ['after', 'after'],
    ['async', 'async'],
    ['before_display', 'display'],
  ]),
];

/** Withdrawn codes that old records still carry. @internal */
export const INACTIVE_CHOICES: ChoiceList[] = [
  choices('incident', 'close_code', [
    ['Solved (Work Around)', 'Solved (Work Around)'],
    ['Solved (Permanently)', 'Solved (Permanently)'],
    ['Closed/Resolved by Caller', 'Closed/Resolved by Caller'],
  ]),
  choices('incident', 'state', [['4', 'Awaiting Evidence']]),
];

/** The same choices in another language: clients must ask for one language only. @internal */
export const GERMAN_CHOICES: ChoiceList[] = [
  choices('incident', 'state', [
    ['1', 'Neu'],
    ['2', 'In Bearbeitung'],
    ['3', 'Zurückgestellt'],
    ['6', 'Gelöst'],
    ['7', 'Geschlossen'],
    ['8', 'Storniert'],
  ]),
  choices('task', 'urgency', [
    ['1', '1 - Hoch'],
    ['2', '2 - Mittel'],
    ['3', '3 - Niedrig'],
  ]),
];
