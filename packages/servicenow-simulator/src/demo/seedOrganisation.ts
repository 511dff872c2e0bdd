import { stableSysId } from '../engine/sysId';
import {
  DEMO_COMPANIES,
  DEMO_DEPARTMENTS,
  DEMO_GROUP_ROLES,
  DEMO_GROUPS,
  DEMO_LOCATIONS,
  DEMO_ROLES,
} from './organisation';
import { ADMINISTRATORS } from './administrators';
import { DEMO_USERS } from './people';
import { Seeder } from './Seeder';

/** Where the registered applications may have people sent back to. */
const DEMO_REDIRECTS = [
  'http://localhost:7007/api/servicenow-ticketing/oauth/callback',
  'http://localhost:8080/callback',
  'http://localhost/callback',
];

/** Ways in for machines: an OAuth application, one for browsers, and an API key. */
function seedCredentials(seeder: Seeder) {
  const user = seeder.id('sys_user', 'portal_integration');
  seeder.add('oauth_entity', 'Portal', {
    name: 'Portal',
    client_id: 'simulator-client',
    client_secret: 'simulator-secret',
    redirect_url: DEMO_REDIRECTS.join(','),
    user,
  });
  seeder.add('oauth_entity', 'Browser', {
    name: 'Browser',
    client_id: 'simulator-public-client',
    redirect_url: DEMO_REDIRECTS.join(','),
    public_client: 'true',
  });
  seeder.add('api_key', 'Portal', {
    name: 'Portal',
    token: 'simulator-api-key',
    user,
  });
}

/** Users, groups with members, roles, departments, places and companies. @internal */
export function seedOrganisation(seeder: Seeder): void {
  const userId = (userName: string) =>
    DEMO_USERS.find(user => user.userName === userName)?.sysId ??
    stableSysId('sys_user', userName);

  for (const [name, flags, sysId = ''] of DEMO_COMPANIES) {
    seeder.add('core_company', name, { name, ...flags, sys_id: sysId });
  }
  for (const [name, city, country, zone, sysId = ''] of DEMO_LOCATIONS) {
    seeder.add('cmn_location', name, {
      name,
      full_name: name,
      city,
      country,
      time_zone: zone,
      sys_id: sysId,
    });
  }
  for (const [name, head, sysId = ''] of DEMO_DEPARTMENTS) {
    seeder.add('cmn_department', name, {
      name,
      dept_head: userId(head),
      company: seeder.id('core_company', 'ACME North America'),
      sys_id: sysId,
    });
  }
  for (const [name, description, sysId = ''] of DEMO_ROLES) {
    seeder.add('sys_user_role', name, { name, description, sys_id: sysId });
  }
  for (const [name, description, manager, sysId = ''] of DEMO_GROUPS) {
    seeder.add('sys_user_group', name, {
      name,
      description,
      manager: userId(manager),
      sys_id: sysId,
    });
  }
  for (const [group, role] of DEMO_GROUP_ROLES) {
    seeder.add('sys_group_has_role', `${group}:${role}`, {
      group: seeder.id('sys_user_group', group),
      role: seeder.id('sys_user_role', role),
    });
  }
  for (const user of [...DEMO_USERS, ...ADMINISTRATORS]) {
    const { userName, first, last, roles = [], groups = [] } = user;
    const id = seeder.add('sys_user', userName, {
      sys_id: user.sysId ?? '',
      user_name: userName,
      user_password: userName,
      first_name: first,
      last_name: last,
      name: `${first} ${last}`,
      email: `${userName}@example.com`,
      title: user.title ?? '',
      department: seeder.id('cmn_department', user.department),
      location: seeder.id('cmn_location', user.location ?? 'San Diego'),
      company: seeder.id('core_company', 'ACME North America'),
      ...user.extras,
    });
    for (const role of roles) {
      seeder.add('sys_user_has_role', `${userName}:${role}`, {
        user: id,
        role: seeder.id('sys_user_role', role),
      });
    }
    for (const group of groups) {
      seeder.add('sys_user_grmember', `${userName}:${group}`, {
        user: id,
        group: seeder.id('sys_user_group', group),
      });
    }
  }
  seedCredentials(seeder);
}
