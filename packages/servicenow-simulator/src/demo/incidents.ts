/** What an incident of the demo is about; state, dates and callers are spread over them by position. @internal */
export interface DemoIncident {
  title: string;
  category: string;
  subcategory?: string;
  group: string;
  /** user_name of a member of the group. */
  assignee: string;
  impact: number;
  urgency: number;
  item?: string;
}

type Line = [title: string, impact: number, urgency: number, item?: string];

interface Desk {
  category: string;
  subcategory?: string;
  group: string;
  assignees: string[];
}

function about(desk: Desk, lines: Line[]): DemoIncident[] {
  return lines.map(([title, impact, urgency, item], position) => ({
    title,
    category: desk.category,
    subcategory: desk.subcategory,
    group: desk.group,
    assignee: desk.assignees[position % desk.assignees.length],
    impact,
    urgency,
    item,
  }));
}

const NETWORK = about(
  {
    category: 'network',
    subcategory: 'vpn',
    group: 'Network',
    assignees: ['fred.luddy', 'beth.anglin', 'don.goodliffe'],
  },
  [
    ['Unable to get to network file shares', 1, 1, 'sw-sd-01'],
    ['Network storage unavailable', 2, 1],
    ['VPN drops every few minutes from the hotel', 3, 2],
    ['Wireless access is down in my area', 2, 2, 'rtr-sd-01'],
    ['Name resolution of the intranet fails in London', 1, 2, 'sw-ldn-01'],
    ['Conference room screens lose their connection', 3, 3],
    ['Static address needed for the badge reader', 3, 3],
    ['Slow transfers between San Diego and London', 2, 3, 'sw-ldn-01'],
  ],
);

const SOFTWARE = about(
  {
    category: 'software',
    subcategory: 'email',
    group: 'Software',
    assignees: ['bow.ruggeri', 'beth.anglin', 'fred.luddy'],
  },
  [
    ["Can't read email", 1, 1, 'MailServerUS'],
    [
      'Wrong currency shown in sales force automation',
      2,
      2,
      'Sales Force Automation',
    ],
    ['Email server is down', 1, 1, 'Email'],
    ["Can't access SFA software", 2, 1, 'SFA Web Client'],
    ['Calendar invitations arrive an hour late', 3, 2, 'Email'],
    ['Expense tool rejects receipts above 5 MB', 3, 3],
    ['Single sign-on asks twice for a password', 2, 2],
    ['Customer list does not export to a spreadsheet', 3, 2, 'SFA Web Client'],
    ['Payroll run shows last month’s cost centres', 1, 2, 'Payroll'],
    ['Browser extension blocks the time sheet page', 3, 3],
  ],
);

const HARDWARE = about(
  {
    category: 'hardware',
    subcategory: 'disk',
    group: 'Hardware',
    assignees: ['christen.mitchell', 'david.loo', 'itil'],
  },
  [
    [
      'My disk is still having issues. Can’t delete a file',
      2,
      1,
      'MacBook Pro 15"',
    ],
    ['Printer on the second floor prints blank pages', 3, 3, 'prn-sd-2f'],
    ['Laptop battery swells', 3, 1, 'ThinkPad T14'],
    ['Docking station does not charge', 3, 3],
    ['Replacement keyboard for the front desk', 3, 3],
    ['Second screen stays dark after an update', 3, 2],
    [
      'File server of the first floor is out of space',
      2,
      1,
      'FileServerFloor1',
    ],
    ['Fan noise in the server room', 3, 2, 'DatabaseServer1'],
  ],
);

const DATABASE = about(
  {
    category: 'database',
    subcategory: 'oracle',
    group: 'Database',
    assignees: ['don.goodliffe', 'bud.richman', 'ina.duarte'],
  },
  [
    ['General ledger database runs out of table space', 1, 1, 'ORA-FIN-01'],
    ['Nightly backup of the orders database took 9 hours', 2, 2, 'orders-db'],
    [
      'Replication lag of the payments database above 10 minutes',
      1,
      2,
      'payments-db',
    ],
    ['Deadlocks on the orders table since the release', 2, 1, 'orders-db'],
    ['Connection pool of the batch scheduler exhausted', 2, 2, 'lnux102'],
    [
      'Statistics job fails on the shared database server',
      3,
      3,
      'DatabaseServer2',
    ],
    ['Read-only account for the auditors', 3, 3, 'ORA-FIN-01'],
  ],
);

const DATA = about(
  {
    category: 'database',
    subcategory: 'data quality',
    group: 'Data Platform',
    assignees: ['ina.duarte', 'tomas.reyes'],
  },
  [
    ['Orders in the warehouse stop at yesterday noon', 1, 1, 'Data Warehouse'],
    [
      'Customer count on the dashboard dropped by a third',
      2,
      1,
      'Shop Analytics',
    ],
    [
      'Duplicate payment rows after the loader restarted',
      1,
      2,
      'Payments Reconciliation',
    ],
    ['Column shipping_country is empty for new orders', 2, 2, 'Data Warehouse'],
    [
      'Partner file of Tuesday arrived without a header',
      3,
      2,
      'Warehouse Loader',
    ],
    ['Revenue differs between dashboard and ledger', 1, 1, 'Shop Analytics'],
    [
      'Warehouse loader retries the same file for hours',
      2,
      2,
      'Warehouse Loader',
    ],
    [
      'Time zone of refunds is off by one hour since Sunday',
      2,
      3,
      'Data Warehouse',
    ],
    [
      'Unknown value "gift_voucher" in payment method',
      3,
      2,
      'Payments Reconciliation',
    ],
    [
      'Settlement totals do not match the bank statement',
      1,
      2,
      'Payments Reconciliation',
    ],
  ],
);

const DESK = about(
  {
    category: 'inquiry',
    group: 'Service Desk',
    assignees: ['luke.wilson', 'itil', 'david.loo'],
  },
  [
    ['Reset my password', 3, 2],
    ['How do I create a sub-folder', 3, 3],
    ['Need access to the sales reports', 3, 3, 'Sales Force Automation'],
    ['Rain is leaking on the main switch cabinet', 1, 1, 'sw-sd-01'],
    ['New starter has no account on the first day', 2, 1],
    ['Ask for a shared mailbox for the shop team', 3, 3],
    ['Phone number shows the wrong name', 3, 3],
    ['Where do I report a suspicious message?', 3, 2],
    ['Access card does not open the archive', 3, 2],
    ['Move of three desks to building B', 3, 3],
    ['Guest network voucher for auditors', 3, 3],
    ['Please remove me from the on-call list', 3, 3],
    ['Training video has no sound', 3, 3],
    ['Software licence expires next week', 2, 2],
    ['Meeting room calendar is booked twice', 3, 3],
    ['Cannot sign in to the portal from home', 2, 2],
    ['Old laptop to be collected', 3, 3],
  ],
);

/** One of each desk in turn, so that the list looks like a day at work. */
function interleave(lists: DemoIncident[][]): DemoIncident[] {
  const longest = Math.max(...lists.map(list => list.length));
  return Array.from({ length: longest }, (_, position) =>
    lists.flatMap(list => (list[position] ? [list[position]] : [])),
  ).flat();
}

/** The incidents of a fresh instance, in the order of their numbers. @internal */
export const DEMO_INCIDENTS: DemoIncident[] = interleave([
  SOFTWARE,
  NETWORK,
  DESK,
  HARDWARE,
  DATABASE,
  DATA,
]);

/** Identifiers of incidents that documentation and scripts refer to, by number. @internal */
export const KNOWN_INCIDENT_IDS: Record<string, string> = {
  INC0000001: '9c573169c611228700193229fff72400',
  INC0000002: '9d385017c611228701d22104cc95c371',
  INC0000003: 'e8caedcbc0a80164017df472f39eaed1',
  INC0000046: 'a9e30c7dc61122760116894de7bcc7bd',
  INC0000050: 'ef43c6d40a0a0b5700c77f9bf387afe3',
  INC0000060: '1c741bd70b2322007518478d83673af3',
};

/** Callers in turn: people without a role of their own. @internal */
export const CALLERS = [
  'abel.tuter',
  'employee',
  'charlie.whitherspoon',
  'natasha.ingram',
  'rick.berzle',
  'taylor.vreeland',
  'margaret.grey',
  'carol.coughlin',
  'billie.cowley',
];
