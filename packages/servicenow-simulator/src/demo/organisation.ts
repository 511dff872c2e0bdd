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
  ['Catalog Administrators', 'Maintain the service catalog', 'bow.ruggeri'],
  ['Knowledge Administrators', 'Maintain the knowledge bases', 'beth.anglin'],
  ['Report Administrators', 'Maintain shared reports', 'tomas.reyes'],
  ['User Administrators', 'Maintain users and groups', 'fred.luddy'],
];

/** Groups whose members get a role. @internal */
export const DEMO_GROUP_ROLES: [group: string, role: string][] = [
  ['Catalog Administrators', 'catalog_admin'],
  ['Knowledge Administrators', 'knowledge_admin'],
  ['Report Administrators', 'report_admin'],
  ['User Administrators', 'user_admin'],
  ['CAB Approval', 'approver_user'],
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
    ['knowledge_admin', 'Can administer knowledge'],
    ['report_admin', 'Can administer reports'],
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
  ['Geneva', 'Geneva', 'Switzerland', 'Europe/Zurich'],
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
