/** A choice of a field. @internal */
export interface Choice {
  field: string;
  value: string;
  label: string;
  /** Value of the field this one depends on; empty when it does not. */
  dependentValue: string;
}

type ChoiceList = readonly (readonly [value: string, label: string])[];

const LEVELS: ChoiceList = [
  ['1', '1 - High'],
  ['2', '2 - Medium'],
  ['3', '3 - Low'],
];
const PRIORITIES: ChoiceList = [
  ['1', '1 - Critical'],
  ['2', '2 - High'],
  ['3', '3 - Moderate'],
  ['4', '4 - Low'],
  ['5', '5 - Planning'],
];

/** What every table gets from `task`, by field. */
const TASK_CHOICES: Record<string, ChoiceList> = {
  impact: LEVELS,
  urgency: LEVELS,
  priority: PRIORITIES,
  state: [
    ['-5', 'Pending'],
    ['1', 'Open'],
    ['2', 'Work in Progress'],
    ['3', 'Closed Complete'],
    ['4', 'Closed Incomplete'],
    ['7', 'Closed Skipped'],
  ],
};

/** What tables have of their own, by table and field. */
const TABLE_CHOICES: Record<string, Record<string, ChoiceList>> = {
  incident: {
    state: [
      ['1', 'New'],
      ['2', 'In Progress'],
      ['3', 'On Hold'],
      ['6', 'Resolved'],
      ['7', 'Closed'],
      ['8', 'Canceled'],
    ],
    severity: LEVELS,
    close_code: [
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
    ].map(code => [code, code] as const),
  },
  problem: {
    state: [
      ['101', 'New'],
      ['102', 'Assess'],
      ['103', 'Root Cause Analysis'],
      ['104', 'Fix in Progress'],
      ['106', 'Resolved'],
      ['107', 'Closed'],
    ],
    resolution_code: [
      ['fix_applied', 'Fix Applied'],
      ['risk_accepted', 'Risk Accepted'],
      ['duplicate', 'Duplicate'],
      ['canceled', 'Canceled'],
    ],
  },
  change_request: {
    state: [
      ['-5', 'New'],
      ['-4', 'Assess'],
      ['-3', 'Authorize'],
      ['-2', 'Scheduled'],
      ['-1', 'Implement'],
      ['0', 'Review'],
      ['3', 'Closed'],
      ['4', 'Canceled'],
    ],
    close_code: [
      ['successful', 'Successful'],
      ['successful_issues', 'Successful with issues'],
      ['unsuccessful', 'Unsuccessful'],
    ],
  },
};

/** What an incident of a fresh instance offers: categories, and the subcategories of each. */
const INCIDENT_CATEGORIES: Record<string, { label: string; sub: string[] }> = {
  inquiry: {
    label: 'Inquiry / Help',
    sub: ['Antivirus', 'Email', 'Internal Application'],
  },
  software: { label: 'Software', sub: ['Email', 'OS'] },
  hardware: {
    label: 'Hardware',
    sub: ['CPU', 'Disk', 'Keyboard', 'Memory', 'Monitor', 'Mouse'],
  },
  network: {
    label: 'Network',
    sub: ['DHCP', 'DNS', 'IP Address', 'VPN', 'Wireless'],
  },
  database: { label: 'Database', sub: ['DB2', 'MS SQL Server', 'Oracle'] },
};

const SUBCATEGORY_VALUES: Partial<Record<string, string>> = {
  'MS SQL Server': 'sql server',
};

/**
 * The choices that ServiceNow ships, for instances that do not tell theirs; none where every customer has others.
 * @internal
 */
export function usualChoices(key: { table: string; field: string }): Choice[] {
  const { table, field } = key;
  if (table === 'incident' && field === 'category') {
    return Object.entries(INCIDENT_CATEGORIES).map(([value, { label }]) => ({
      field,
      value,
      label,
      dependentValue: '',
    }));
  }
  if (table === 'incident' && field === 'subcategory') {
    return Object.entries(INCIDENT_CATEGORIES).flatMap(([category, { sub }]) =>
      sub.map(label => ({
        field,
        value: SUBCATEGORY_VALUES[label] ?? label.toLowerCase(),
        label,
        dependentValue: category,
      })),
    );
  }
  const own = Object.hasOwn(TABLE_CHOICES, table) && TABLE_CHOICES[table];
  const list = find(own || {}, field) ?? find(TASK_CHOICES, field) ?? [];
  return list.map(([value, label]) => ({
    field,
    value,
    label,
    dependentValue: '',
  }));
}

function find(lists: Record<string, ChoiceList>, field: string) {
  return Object.hasOwn(lists, field) ? lists[field] : undefined;
}
