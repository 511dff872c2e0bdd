import {
  choice,
  date,
  dateTime,
  DOMAIN_COLUMNS,
  email,
  flag,
  integer,
  list,
  password,
  reference,
  table,
  text,
  url,
  CLASS_COLUMN,
} from '../columns';
import { TableDefinition } from '../types';

const user = table('sys_user', 'User', {
  displayColumn: 'name',
  audited: true,
  columns: [
    CLASS_COLUMN,
    text('calendar_integration', 'Calendar integration', {
      defaultValue: '1',
    }),
    text('country', 'Country code', 3),
    text('user_name', 'User ID'),
    password('user_password', 'Password'),
    flag('password_needs_reset', 'Password needs reset'),
    text('first_name', 'First name', 50),
    text('middle_name', 'Middle name', 50),
    text('last_name', 'Last name', 50),
    text('name', 'Name', 151),
    text('title', 'Title', 60),
    email('email', 'Email'),
    text('phone', 'Business phone'),
    text('home_phone', 'Home phone'),
    text('mobile_phone', 'Mobile phone'),
    text('employee_number', 'Employee number'),
    text('gender', 'Gender'),
    text('introduction', 'Prefix'),
    choice('preferred_language', 'Language'),
    text('time_zone', 'Time zone'),
    text('date_format', 'Date format'),
    text('time_format', 'Time format'),
    choice('notification', 'Notification', { defaultValue: '2' }),
    text('source', 'Source', 255),
    text('street', 'Street', 255),
    text('city', 'City'),
    text('state', 'State / Province'),
    text('zip', 'Zip / Postal code'),
    text('photo', 'Photo'),
    text('avatar', 'Avatar'),
    text('roles', 'Roles'),
    text('schedule', 'Schedule', 32),
    flag('active', 'Active', 'true'),
    flag('locked_out', 'Locked out'),
    flag('vip', 'VIP'),
    flag('web_service_access_only', 'Web service access only'),
    flag('internal_integration_user', 'Internal Integration User'),
    flag('enable_multifactor_authn', 'Enable Multifactor Authentication'),
    integer('failed_attempts', 'Failed login attempts'),
    dateTime('last_login_time', 'Last login time'),
    date('last_login', 'Last login'),
    text('last_login_device', 'Last login device'),
    reference('manager', 'Manager', 'sys_user'),
    reference('company', 'Company', 'core_company'),
    reference('department', 'Department', 'cmn_department'),
    reference('cost_center', 'Cost center', 'cmn_cost_center'),
    reference('location', 'Location', 'cmn_location'),
    reference('building', 'Building', 'cmn_building'),
    reference('default_perspective', 'Default perspective', 'sys_perspective'),
    reference('ldap_server', 'LDAP server', 'ldap_server_config'),
    text('federated_id', 'Federated ID', 255),
    ...DOMAIN_COLUMNS,
  ],
});

const group = table('sys_user_group', 'Group', {
  displayColumn: 'name',
  audited: true,
  columns: [
    text('name', 'Name', 80),
    text('description', 'Description', 1000),
    reference('manager', 'Manager', 'sys_user'),
    reference('parent', 'Parent', 'sys_user_group'),
    reference('cost_center', 'Cost center', 'cmn_cost_center'),
    reference('default_assignee', 'Default assignee', 'sys_user'),
    list('type', 'Type', 'sys_user_group_type'),
    email('email', 'Group email'),
    flag('active', 'Active', 'true'),
    flag('include_members', 'Include members'),
    flag('exclude_manager', 'Exclude manager'),
    text('roles', 'Roles'),
    text('source', 'Source', 255),
  ],
});

const location = table('cmn_location', 'Location', {
  displayColumn: 'name',
  columns: [
    text('name', 'Name', 100),
    text('full_name', 'Full name', 255),
    text('street', 'Street', 255),
    text('city', 'City'),
    text('state', 'State / Province'),
    text('zip', 'Zip / Postal code'),
    text('country', 'Country'),
    text('latitude', 'Latitude'),
    text('longitude', 'Longitude'),
    text('phone', 'Phone'),
    text('time_zone', 'Time zone'),
    reference('parent', 'Parent', 'cmn_location'),
    reference('company', 'Company', 'core_company'),
    reference('contact', 'Contact', 'sys_user'),
  ],
});

const company = table('core_company', 'Company', {
  displayColumn: 'name',
  columns: [
    CLASS_COLUMN,
    text('name', 'Name', 80),
    text('street', 'Street', 255),
    text('city', 'City'),
    text('state', 'State / Province'),
    text('zip', 'Zip / Postal code'),
    text('country', 'Country'),
    text('phone', 'Phone'),
    text('fax_phone', 'Fax phone'),
    url('website', 'Website'),
    text('notes', 'Notes', 4000),
    text('stock_symbol', 'Stock symbol'),
    text('stock_price', 'Stock price'),
    flag('customer', 'Customer'),
    flag('vendor', 'Vendor'),
    flag('manufacturer', 'Manufacturer'),
    flag('primary', 'Primary'),
    flag('publicly_traded', 'Publicly traded'),
    reference('parent', 'Parent', 'core_company'),
    reference('contact', 'Contact', 'sys_user'),
  ],
});

function named(name: string, label: string) {
  return (columns: TableDefinition['columns'] = []) =>
    table(name, label, {
      displayColumn: 'name',
      columns: [text('name', 'Name', 100), ...columns],
    });
}

/** People, groups, roles, companies and places. @internal */
export const organisationTables: TableDefinition[] = [
  user,
  group,
  location,
  company,
  named(
    'cmn_department',
    'Department',
  )([
    text('id', 'ID'),
    text('description', 'Description', 1000),
    text('code', 'Code'),
    reference('dept_head', 'Department head', 'sys_user'),
    reference('primary_contact', 'Primary contact', 'sys_user'),
    reference('parent', 'Parent', 'cmn_department'),
    reference('company', 'Company', 'core_company'),
    reference('cost_center', 'Cost center', 'cmn_cost_center'),
    integer('head_count', 'Head count', { defaultValue: '0' }),
  ]),
  named(
    'cmn_cost_center',
    'Cost Center',
  )([
    text('code', 'Code'),
    text('account_number', 'Account number'),
    reference('manager', 'Manager', 'sys_user'),
  ]),
  named(
    'cmn_building',
    'Building',
  )([
    reference('location', 'Location', 'cmn_location'),
    integer('floors', 'Floors'),
  ]),
  named('cmn_schedule', 'Schedule')([text('time_zone', 'Time zone')]),
  named('sys_perspective', 'Perspective')(),
  named('ldap_server_config', 'LDAP Server')(),
  named(
    'sys_user_group_type',
    'Group Type',
  )([text('description', 'Description', 1000)]),
  named(
    'sys_user_role',
    'Role',
  )([
    text('suffix', 'Suffix', 100),
    text('description', 'Description', 1000),
    flag('elevated_privilege', 'Elevated privilege'),
    flag('grantable', 'Grantable', 'true'),
    flag('can_delegate', 'Can delegate', 'true'),
    flag('requires_subscription', 'Requires Subscription'),
    text('includes_roles', 'Includes roles', 1000),
    reference('assignable_by', 'Assignable by', 'sys_user_role'),
    reference('sys_scope', 'Application', {
      reference: 'sys_scope',
      defaultValue: 'global',
    }),
  ]),
  table('sys_user_grmember', 'Group Member', {
    columns: [
      reference('user', 'User', 'sys_user'),
      reference('group', 'Group', 'sys_user_group'),
    ],
  }),
  table('sys_user_has_role', 'User Role', {
    columns: [
      reference('user', 'User', 'sys_user'),
      reference('role', 'Role', 'sys_user_role'),
      reference('granted_by', 'Granted by', 'sys_user_group'),
      flag('inherited', 'Inherited'),
      choice('state', 'State', { defaultValue: 'active' }),
      flag('included_in_role', 'Included in role', ''),
    ],
  }),
  table('sys_group_has_role', 'Group Role', {
    columns: [
      reference('group', 'Group', 'sys_user_group'),
      reference('role', 'Role', 'sys_user_role'),
      flag('inherits', 'Inherits', 'true'),
    ],
  }),
  table('sys_user_role_contains', 'Contained Role', {
    columns: [
      reference('role', 'Role', 'sys_user_role'),
      reference('contains', 'Contains', 'sys_user_role'),
    ],
  }),
  table('sys_user_preference', 'User Preference', {
    displayColumn: 'name',
    columns: [
      text('name', 'Name', 100),
      text('value', 'Value', 4000),
      text('type', 'Type'),
      reference('user', 'User', 'sys_user'),
      flag('system', 'System'),
    ],
  }),
  table('sys_user_delegate', 'Delegate', {
    columns: [
      reference('user', 'User', 'sys_user'),
      reference('delegate', 'Delegate', 'sys_user'),
      dateTime('starts', 'Starts'),
      dateTime('ends', 'Ends'),
    ],
  }),
];
