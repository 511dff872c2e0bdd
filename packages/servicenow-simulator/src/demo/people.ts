/** A user of the demo data; the password of each is the user name. @internal */
export interface DemoUser {
  userName: string;
  first: string;
  last: string;
  /** Where clients are known to rely on the identifier. */
  sysId?: string;
  roles?: string[];
  groups?: string[];
  department?: string;
  location?: string;
  title?: string;
  extras?: Record<string, string>;
}

/** @internal */
export const ADMIN_ID = '6816f79cc0a8016401c5a33be04be441';
const GENEVA = 'Europe/Zurich';

/** @internal */
export const DEMO_USERS: DemoUser[] = [
  {
    userName: 'admin',
    first: 'System',
    last: 'Administrator',
    sysId: ADMIN_ID,
    roles: ['admin'],
    department: 'Finance',
    title: 'System Administrator',
    extras: { email: 'admin@example.com' },
  },
  {
    userName: 'portal_integration',
    first: 'Portal',
    last: 'Integration',
    roles: ['itil'],
    title: 'Integration account',
  },
  {
    userName: 'itil',
    first: 'ITIL',
    last: 'User',
    sysId: '681b365ec0a80164000fb0b05854a0cd',
    roles: ['itil'],
    groups: ['Service Desk', 'Hardware'],
    department: 'IT',
  },
  {
    userName: 'employee',
    first: 'Joe',
    last: 'Employee',
    sysId: '681ccaf9c0a8016400b98a06818d57c7',
    department: 'Sales',
  },
  {
    userName: 'problem.admin',
    first: 'Problem',
    last: 'Administrator',
    sysId: '26fbff173b331300ad3cc9bb34efc4bd',
    roles: ['itil'],
    department: 'IT',
  },
  {
    userName: 'abel.tuter',
    first: 'Abel',
    last: 'Tuter',
    sysId: '62826bf03710200044e0bfc8bcbe5df1',
    department: 'Product Management',
    location: 'Geneva',
    extras: { time_zone: GENEVA },
  },
  {
    userName: 'beth.anglin',
    first: 'Beth',
    last: 'Anglin',
    sysId: '46d44a23a9fe19810012d100cca80666',
    roles: ['itil'],
    groups: ['Software', 'Service Desk', 'Network'],
    department: 'IT',
    extras: { time_zone: 'US/Pacific' },
  },
  {
    userName: 'fred.luddy',
    first: 'Fred',
    last: 'Luddy',
    sysId: '5137153cc611227c000bbd1bd8cd2005',
    roles: ['itil'],
    groups: ['Network', 'Database', 'Software'],
    department: 'Development',
  },
  {
    userName: 'david.loo',
    first: 'David',
    last: 'Loo',
    sysId: '5137153cc611227c000bbd1bd8cd2007',
    roles: ['itil'],
    groups: ['Hardware', 'Service Desk'],
    department: 'Development',
  },
  {
    userName: 'bud.richman',
    first: 'Bud',
    last: 'Richman',
    sysId: '5137153cc611227c000bbd1bd8cd2006',
    roles: ['itil'],
    groups: ['Database', 'Hardware'],
    department: 'Sales',
  },
  {
    userName: 'don.goodliffe',
    first: 'Don',
    last: 'Goodliffe',
    sysId: '9ee1b13dc6112271007f9d0efdb69cd0',
    roles: ['itil'],
    groups: ['Database', 'Network'],
    department: 'Development',
  },
  {
    userName: 'bow.ruggeri',
    first: 'Bow',
    last: 'Ruggeri',
    sysId: '46c6f9efa9fe198101ddf5eed9adf6e7',
    roles: ['itil'],
    groups: ['Software'],
    department: 'Customer Support',
  },
  {
    userName: 'charlie.whitherspoon',
    first: 'Charlie',
    last: 'Whitherspoon',
    sysId: '5b7c200d0a640069006b3845b5d0fa7c',
    department: 'Finance',
  },
  {
    userName: 'natasha.ingram',
    first: 'Natasha',
    last: 'Ingram',
    department: 'Finance',
    title: 'Chief Financial Officer',
    extras: { vip: 'true' },
  },
  {
    userName: 'luke.wilson',
    first: 'Luke',
    last: 'Wilson',
    roles: ['itil'],
    groups: ['Service Desk'],
    department: 'IT',
  },
  {
    userName: 'rick.berzle',
    first: 'Rick',
    last: 'Berzle',
    department: 'Sales',
  },
  {
    userName: 'taylor.vreeland',
    first: 'Taylor',
    last: 'Vreeland',
    department: 'Sales',
  },
  {
    userName: 'margaret.grey',
    first: 'Margaret',
    last: 'Grey',
    department: 'Customer Support',
    location: 'London',
    extras: { time_zone: 'Europe/London' },
  },
  {
    userName: 'carol.coughlin',
    first: 'Carol',
    last: 'Coughlin',
    department: 'Finance',
  },
  {
    userName: 'christen.mitchell',
    first: 'Christen',
    last: 'Mitchell',
    roles: ['itil'],
    groups: ['Hardware'],
    department: 'IT',
  },
  {
    userName: 'billie.cowley',
    first: 'Billie',
    last: 'Cowley',
    department: 'Development',
  },
  {
    userName: 'ina.duarte',
    first: 'Ina',
    last: 'Duarte',
    roles: ['itil'],
    groups: ['Data Platform', 'Database'],
    department: 'Data',
    title: 'Data engineer',
    location: 'Lisbon',
    extras: { time_zone: 'Europe/Lisbon' },
  },
  {
    userName: 'tomas.reyes',
    first: 'Tomás',
    last: 'Reyes',
    roles: ['itil'],
    groups: ['Data Platform', 'Analytics Engineering'],
    department: 'Data',
    title: 'Analytics engineer',
  },
  {
    userName: 'noor.hakimi',
    first: 'Noor',
    last: 'Hakimi',
    roles: ['itil'],
    groups: ['Analytics Engineering'],
    department: 'Data',
    title: 'Analytics engineer',
  },
  {
    userName: 'mei.tanaka',
    first: 'Mei',
    last: 'Tanaka',
    roles: ['itil'],
    groups: ['Payments Operations'],
    department: 'Finance',
    location: 'Tokyo',
    extras: { time_zone: 'Asia/Tokyo' },
  },
  {
    userName: 'gone.girard',
    first: 'Gone',
    last: 'Girard',
    roles: ['itil'],
    department: 'IT',
    extras: { active: 'false' },
  },
  {
    userName: 'locked.larsen',
    first: 'Locked',
    last: 'Larsen',
    roles: ['itil'],
    department: 'IT',
    extras: { locked_out: 'true' },
  },
  {
    userName: 'svc.monitoring',
    first: 'Monitoring',
    last: 'Service',
    roles: ['itil'],
    title: 'Integration account',
    extras: { web_service_access_only: 'true' },
  },
  {
    userName: 'problem.coordinator',
    first: 'Problem',
    last: 'CoordinatorATF',
    roles: ['itil'],
    department: 'IT',
  },
  {
    userName: 'change.manager',
    first: 'Change',
    last: 'Manager',
    roles: ['itil'],
    groups: ['CAB Approval'],
    department: 'IT',
  },
];

/** Name, what it does, who leads it, and the identifier where it is well known. @internal */
export const DEMO_GROUPS: [
  name: string,
  description: string,
  manager: string,
  sysId?: string,
][] = [
  [
    'Hardware',
    'Looks after computers, printers and phones',
    'christen.mitchell',
    '8a5055c9c61122780043563ef53438e3',
  ],
  [
    'Software',
    "Looks after applications on people's machines",
    'bow.ruggeri',
    '8a4dde73c6112278017a6a4baf547aa7',
  ],
  [
    'Network',
    'Keeps the network running',
    'fred.luddy',
    '287ebd7da9fe198100f92cc8d1d2154e',
  ],
  [
    'Database',
    'Runs the database servers',
    'don.goodliffe',
    '287ee6fea9fe198100ada7950d0b1b73',
  ],
  [
    'Service Desk',
    'First point of contact for everybody',
    'luke.wilson',
    'd625dccec0a8016700a222a0f7900d06',
  ],
  [
    'Data Platform',
    'Owns the warehouse and the pipelines into it',
    'ina.duarte',
  ],
  [
    'Analytics Engineering',
    'Builds the models the business reports on',
    'tomas.reyes',
  ],
  ['Payments Operations', 'Reconciles payments and settlements', 'mei.tanaka'],
  ['CAB Approval', 'Approves changes', 'change.manager'],
  [
    'Problem Solving',
    'Finds the causes behind repeated incidents',
    'problem.admin',
  ],
];

/** @internal */
export const DEMO_ROLES: [name: string, description: string, sysId?: string][] =
  [
    [
      'admin',
      'The System Administrator role. Includes all other roles',
      '2831a114c611228501d4ea6c309d626d',
    ],
    [
      'itil',
      'Can perform standard actions for an ITIL helpdesk technician',
      '282bf1fac6112285017366cb5f867469',
    ],
    ['itil_admin', 'Can administer incident, problem and change'],
    ['user_admin', 'Can administer users, groups and roles'],
    ['catalog_admin', 'Can manage the service catalog'],
    ['knowledge', 'Can contribute to knowledge'],
    ['asset', 'Can manage assets'],
    ['rest_service', 'Can use the REST APIs'],
    ['soap', 'Can use the SOAP web services'],
    ['approver_user', 'Can approve requests'],
    ['personalize_dictionary', 'Can read and change the dictionary'],
    ['snc_basic_auth_api_access', 'Can use basic authentication with the APIs'],
    ['snc_internal', 'Internal user'],
    ['snc_read_only', 'Can only read'],
  ];

/** @internal */
export const DEMO_DEPARTMENTS: [name: string, head: string, sysId?: string][] =
  [
    ['Finance', 'natasha.ingram', 'a581ab703710200044e0bfc8bcbe5de8'],
    ['IT', 'luke.wilson'],
    ['Sales', 'bud.richman'],
    ['Development', 'fred.luddy'],
    ['Customer Support', 'bow.ruggeri'],
    ['Product Management', 'abel.tuter'],
    ['HR', 'carol.coughlin'],
    ['Data', 'ina.duarte'],
  ];

/** @internal */
export const DEMO_LOCATIONS: [
  name: string,
  city: string,
  country: string,
  zone: string,
  sysId?: string,
][] = [
  [
    'San Diego',
    'San Diego',
    'USA',
    'US/Pacific',
    '108752c8c611227501d4ab0e392ba97f',
  ],
  ['London', 'London', 'United Kingdom', 'Europe/London'],
  ['Geneva', 'Geneva', 'Switzerland', GENEVA],
  ['Lisbon', 'Lisbon', 'Portugal', 'Europe/Lisbon'],
  ['Tokyo', 'Tokyo', 'Japan', 'Asia/Tokyo'],
];

/** @internal */
export const DEMO_COMPANIES: [
  name: string,
  flags: Record<string, string>,
  sysId?: string,
][] = [
  [
    'ACME North America',
    { customer: 'true', primary: 'true' },
    '31bea3d53790200044e0bfc8bcbe5dec',
  ],
  ['ACME Japan', { customer: 'true' }],
  ['ACME Europe', { customer: 'true' }],
  ['Apple', { manufacturer: 'true', vendor: 'true' }],
  ['Dell Inc.', { manufacturer: 'true', vendor: 'true' }],
  ['IBM', { manufacturer: 'true', vendor: 'true' }],
  ['Microsoft', { manufacturer: 'true', vendor: 'true' }],
  ['Cisco', { manufacturer: 'true' }],
];
