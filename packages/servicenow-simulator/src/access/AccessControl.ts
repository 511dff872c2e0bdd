import type { Instance } from '../engine/Instance';
import type { Row, Session } from '../engine/types';
import { AccessOperation, AccessSettings } from './types';

type Grants = Partial<Record<AccessOperation, string[]>>;

/** Whoever is logged in, with or without a role. */
const EVERYONE = '*';
const ADMIN = 'admin';
const ITIL = 'itil';

/**
 * Roles a table asks for, where they differ from those of its parent. A table that neither it nor a parent is listed
 * for is open to itil for reading when it holds business data and to admin alone when it describes the platform.
 */
const TABLE_GRANTS: Record<string, Grants> = {
  task: { read: [ITIL], create: [ITIL], write: [ITIL], delete: [ADMIN] },
  incident: {
    read: [ITIL, EVERYONE],
    create: [EVERYONE],
    write: [ITIL, EVERYONE],
  },
  sys_user: { read: [EVERYONE], create: ['user_admin'], write: ['user_admin'] },
  sys_user_group: { read: [EVERYONE] },
  sys_user_grmember: { read: [EVERYONE] },
  sys_user_role: { read: [ITIL] },
  sys_user_has_role: { read: [ITIL] },
  sys_choice: { read: [ITIL] },
  sys_journal_field: { read: [ITIL] },
  sys_attachment: {
    read: [EVERYONE],
    create: [EVERYONE],
    write: [ITIL],
    delete: [ITIL],
  },
  core_company: { read: [EVERYONE] },
  cmn_department: { read: [EVERYONE] },
  cmn_location: { read: [EVERYONE] },
  cmdb: { read: [EVERYONE], create: [ITIL], write: [ITIL] },
  cmdb_rel_ci: { read: [ITIL], create: [ITIL], write: [ITIL], delete: [ITIL] },
  task_ci: { read: [ITIL], create: [ITIL], write: [ITIL], delete: [ITIL] },
  sys_import_set_row: { read: [ITIL], create: [ITIL] },
  sys_import_set: { read: [ITIL], create: [ITIL] },
  kb_knowledge: { read: [EVERYONE], create: [ITIL], write: [ITIL] },
  em_event: { read: [ITIL], create: [ITIL] },
};

const PLATFORM_TABLE = /^(sys|oauth|sp_|content_|m2m_|ldap)/;

/** Fields that ask for more than reading the record does. */
const FIELD_READERS: Record<string, string[]> = {
  'task.work_notes': [ITIL],
  'task.comments_and_work_notes': [ITIL],
  'sys_user.failed_attempts': [ADMIN],
  'sys_user.last_login_time': [ADMIN],
  'sys_user.source': [ADMIN],
};

/** People without a role see the incidents they are a part of. */
const INVOLVEMENT = ['caller_id', 'opened_by'];

/**
 * Says who may do what: by role per table, per field, and per row for people without a role.
 *
 * @internal
 */
export class AccessControl implements AccessSettings {
  readonly #instance: Instance;
  readonly #overrides = new Map<string, string[]>();

  constructor(instance: Instance) {
    this.#instance = instance;
  }

  /** Back to the controls of a fresh instance. */
  reset(): void {
    this.#overrides.clear();
  }

  restrict(table: string, operation: AccessOperation, roles: string[]): void {
    this.#overrides.set(`${table}.${operation}`, roles);
  }

  restrictField(table: string, field: string, roles: string[]): void {
    this.#overrides.set(`${table}.${field}.field`, roles);
  }

  allows(session: Session, operation: AccessOperation, table: string): boolean {
    if (session.roles.has(ADMIN)) {
      return true;
    }
    const roles = this.#rolesFor(table, operation);
    return roles.includes(EVERYONE) || roles.some(r => session.roles.has(r));
  }

  /** Whether the session may see this row of a table it may read. */
  allowsRow(session: Session, table: string, row: Row): boolean {
    const name = row.sys_class_name || table;
    const isOwnBusiness =
      this.#instance.dictionary.isA(name, 'incident') &&
      !session.roles.has(ADMIN) &&
      !session.roles.has(ITIL);
    return (
      !isOwnBusiness || INVOLVEMENT.some(field => row[field] === session.userId)
    );
  }

  allowsField(session: Session, table: string, field: string): boolean {
    if (session.roles.has(ADMIN)) {
      return true;
    }
    for (const name of this.#instance.dictionary.lineage(table)) {
      const readers =
        this.#overrides.get(`${name}.${field}.field`) ??
        FIELD_READERS[`${name}.${field}`];
      if (readers) {
        return readers.some(role => session.roles.has(role));
      }
    }
    return true;
  }

  #rolesFor(table: string, operation: AccessOperation): string[] {
    for (const name of this.#instance.dictionary.lineage(table)) {
      const roles =
        this.#overrides.get(`${name}.${operation}`) ??
        TABLE_GRANTS[name]?.[operation];
      if (roles) {
        return roles;
      }
    }
    return operation === 'read' && !PLATFORM_TABLE.test(table)
      ? [ITIL]
      : [ADMIN];
  }
}
