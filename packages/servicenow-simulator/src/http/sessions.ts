import { IANAZone } from 'luxon';
import { property } from '../engine/Instance';
import type { Instance } from '../engine/Instance';
import type { Row, Session } from '../engine/types';

const DEFAULT_TIME_ZONE = 'UTC';
const TIME_ZONE_PROPERTY = 'glide.sys.default.tz';
/** Off on a fresh simulator; on, basic auth behaves as from the Zurich release on. */
const REFUSE_INTERACTIVE_PROPERTY =
  'simulator.basic_auth.refuse_interactive_users';
const BASIC_AUTH_ROLE = 'snc_basic_auth_api_access';

/** Asking whether a zone exists costs more than the rest of a login. */
const checkedZones = new Map<string, boolean>();

function isValidZone(zone: string): boolean {
  let isValid = checkedZones.get(zone);
  if (isValid === undefined) {
    isValid = IANAZone.isValidZone(zone);
    checkedZones.set(zone, isValid);
  }
  return isValid;
}

function zoneOf(instance: Instance, user: Row): string {
  const zone = user.time_zone || property(instance, TIME_ZONE_PROPERTY) || '';
  return isValidZone(zone) ? zone : DEFAULT_TIME_ZONE;
}

function rolesOf(instance: Instance, user: Row): Set<string> {
  const { store } = instance;
  const roleIds = store
    .find('sys_user_has_role', 'user', user.sys_id)
    .map(row => row.role);
  for (const member of store.find('sys_user_grmember', 'user', user.sys_id)) {
    for (const grant of store.find(
      'sys_group_has_role',
      'group',
      member.group,
    )) {
      roleIds.push(grant.role);
    }
  }
  const names = roleIds.flatMap(id => {
    const role = store.get('sys_user_role', id);
    return role ? [role.row.name] : [];
  });
  return new Set(names);
}

/** What a user may do and how they see times. @internal */
export function sessionOf(instance: Instance, user: Row): Session {
  return {
    userId: user.sys_id,
    userName: user.user_name,
    displayName: user.name,
    roles: rolesOf(instance, user),
    timeZone: zoneOf(instance, user),
  };
}

/** Whether the account is one that may use the instance at all. @internal */
export function isUsable(user: Row | undefined): user is Row {
  return (
    user !== undefined && user.active !== 'false' && user.locked_out !== 'true'
  );
}

/** The user with that name, whatever the state of the account. @internal */
export function findUser(instance: Instance, userName: string) {
  return instance.store.find('sys_user', 'user_name', userName)[0] as
    | Row
    | undefined;
}

/**
 * The session of a user name and password; undefined when they do not match or the account may not be used so.
 *
 * @internal
 */
export function logIn(
  instance: Instance,
  credentials: {
    userName: string;
    password: string;
    via: 'basic auth' | 'oauth' | 'login page';
  },
): Session | undefined {
  const user = findUser(instance, credentials.userName);
  if (
    !isUsable(user) ||
    !user.user_password ||
    user.user_password !== credentials.password
  ) {
    return undefined;
  }
  const session = sessionOf(instance, user);
  if (
    credentials.via === 'login page' &&
    user.web_service_access_only === 'true'
  ) {
    return undefined;
  }
  const interactiveRefused =
    credentials.via === 'basic auth' &&
    property(instance, REFUSE_INTERACTIVE_PROPERTY) === 'true' &&
    user.web_service_access_only !== 'true' &&
    !session.roles.has(BASIC_AUTH_ROLE);
  return interactiveRefused ? undefined : session;
}
