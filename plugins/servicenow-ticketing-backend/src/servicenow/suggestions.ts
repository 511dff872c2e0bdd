import type { ReferenceTableName } from 'backstage-plugin-servicenow-ticketing-common';
import { SYS_ID } from '../domain/remoteTicket';
import type { Condition } from './encodedQuery';
import type { LookupClient } from './lookups';
import { isServiceNowError } from './ServiceNowError';
import { labelOf, valueOf, type WireRecord } from './wire';

/** A record that somebody may mean. @internal */
export interface SuggestedRecord {
  sysId: string;
  name: string;
  /** Tells it from others of the same name. */
  detail?: string;
}

/** What to look for: records of a table whose name contains a text, or whose sys_id it is; any when it is empty. @internal */
export interface Suggesting {
  table: ReferenceTableName;
  query: string;
  size: number;
}

/** Fields that are searched and shown, by table; the first is the name. */
const FIELDS: Record<ReferenceTableName, readonly string[]> = {
  sys_user: ['name', 'user_name', 'email'],
  sys_user_group: ['name'],
  cmdb_ci: ['name'],
  cmdb_ci_service: ['name'],
};

/** Fields that are shown beside the name but not searched. */
const SHOWN: Partial<Record<ReferenceTableName, readonly string[]>> = {
  sys_user_group: ['description'],
  cmdb_ci: ['sys_class_name'],
};

const TABLES_WITH_ACTIVE: ReferenceTableName[] = ['sys_user', 'sys_user_group'];

/**
 * Records whose name contains a text, by name; of people also those whose user name or e-mail begins with it. A sys_id
 * finds its record.
 *
 * @throws ServiceNowError when ServiceNow refuses, InputError for a text that cannot be searched for.
 * @internal
 */
export async function suggestRecords(
  client: LookupClient,
  request: Suggesting,
  signal?: AbortSignal,
): Promise<SuggestedRecord[]> {
  const { table } = request;
  const shown = (SHOWN[table] ?? []).filter(field => !client.excludes(field));
  return withFewerFields(searchable(client, table), async fields => {
    const { records } = await client.query({
      table,
      query: {
        where: [
          ...(TABLES_WITH_ACTIVE.includes(table)
            ? [['active', '=', 'true'] as const]
            : []),
          ...(SYS_ID.test(request.query)
            ? [['sys_id', '=', request.query] as const]
            : matches(fields, request.query)),
        ],
        orderBy: [
          ['name', 'ASC'],
          ['sys_id', 'ASC'],
        ],
      },
      fields: ['sys_id', ...fields, ...shown].join(','),
      limit: request.size,
      signal,
    });
    return records.map(record => ({
      sysId: valueOf(record, 'sys_id'),
      name: labelOf(record, 'name'),
      detail: detailOf(record, [...fields.slice(1), ...shown]),
    }));
  });
}

/**
 * The same, for active members of a group, which is given by its sys_id.
 *
 * @throws as {@link suggestRecords}.
 * @internal
 */
export async function suggestMembers(
  client: LookupClient,
  request: Suggesting & { group: string },
  signal?: AbortSignal,
): Promise<SuggestedRecord[]> {
  return withFewerFields(searchable(client, 'sys_user'), async fields => {
    const ofUser = fields.map(field => `user.${field}`);
    const { records } = await client.query({
      table: 'sys_user_grmember',
      query: {
        where: [
          ['group', '=', request.group],
          ['user.active', '=', 'true'],
          ...matches(ofUser, request.query),
        ],
        orderBy: [['user.name', 'ASC']],
      },
      fields: ['user', ...ofUser].join(','),
      limit: request.size,
      signal,
    });
    return records
      .map(record => ({
        sysId: valueOf(record, 'user'),
        name: labelOf(record, 'user.name') || labelOf(record, 'user'),
        detail: detailOf(record, ofUser.slice(1)),
      }))
      .filter(({ sysId }) => sysId !== '');
  });
}

function searchable(
  client: LookupClient,
  table: ReferenceTableName,
): readonly string[] {
  return FIELDS[table].filter(field => !client.excludes(field));
}

function matches(fields: readonly string[], text: string): Condition[][] {
  if (text === '') {
    return [];
  }
  return [
    fields.map(
      (field): Condition =>
        field.endsWith('name') && !field.endsWith('user_name')
          ? [field, 'LIKE', text]
          : [field, 'STARTSWITH', text],
    ),
  ];
}

/** Some instances refuse a whole query for one field the account may not read, such as the e-mail of people. */
async function withFewerFields<T>(
  fields: readonly string[],
  read: (fields: readonly string[]) => Promise<T>,
): Promise<T> {
  try {
    return await read(fields);
  } catch (error) {
    const isRefused =
      isServiceNowError(error) &&
      ['Access', 'UnknownField'].includes(error.kind);
    if (!isRefused || fields.length <= 1) {
      throw error;
    }
    return read(fields.slice(0, 1));
  }
}

function detailOf(
  record: WireRecord,
  fields: readonly string[],
): string | undefined {
  return (
    fields
      .map(field => labelOf(record, field))
      .filter(Boolean)
      .join(' · ') || undefined
  );
}
