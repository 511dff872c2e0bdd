import { isError } from '@backstage/errors';
import { REFERENCE_NOUNS, type ReferenceTable } from '../domain/referenceFields';
import { SYS_ID } from '../domain/remoteTicket';
import type { Condition } from './encodedQuery';
import type { ServiceNowClient } from './ServiceNowClient';
import type { TableRows } from './TableApi';
import { labelOf, valueOf, type WireRecord } from './wire';

/** What looks records up. @internal */
export type LookupClient = Pick<ServiceNowClient, 'query' | 'excludes'>;

/** What a name stands for: a record, or why it stands for none, as in `no active group called "Data"`. @internal */
export type Lookup =
  | { sysId: string; name: string }
  | { sysId?: undefined; problem: string };

/** The fields by which people name a record. */
const NAME_FIELDS: Record<ReferenceTable, readonly string[]> = {
  sys_user_group: ['name'],
  sys_user: ['user_name', 'email', 'name'],
  cmdb_ci: ['name'],
  cmdb_ci_service: ['name'],
};

/** Tables that keep records which are out of use. */
const TABLES_WITH_ACTIVE: ReferenceTable[] = ['sys_user_group', 'sys_user'];

/**
 * Finds the one record with a name or sys_id; those that are not active do not count.
 *
 * @throws ServiceNowError when ServiceNow does not say.
 * @internal
 */
export async function lookUp(
  client: LookupClient,
  reference: { table: ReferenceTable; name: string },
  signal?: AbortSignal,
): Promise<Lookup> {
  const { table, name } = reference;
  const fields = SYS_ID.test(name)
    ? ['sys_id']
    : NAME_FIELDS[table].filter(field => !client.excludes(field));
  const matches = fields.map((field): Condition => [field, '=', name]);
  const hasActive = TABLES_WITH_ACTIVE.includes(table);
  if (fields.length === 0) {
    return {
      problem: `no ${REFERENCE_NOUNS[table]} that may be looked up by name: the field is excluded`,
    };
  }
  let rows: TableRows;
  try {
    rows = await client.query({
      table,
      query: {
        where: [matches, ...(hasActive ? [['active', '=', 'true'] as const] : [])],
        orderBy: [['sys_id', 'ASC']],
      },
      fields: [...new Set(['sys_id', 'name', ...fields])].join(','),
      limit: 2,
      signal,
    });
  } catch (error) {
    if (isError(error) && error.name === 'InputError') {
      return { problem: `no ${REFERENCE_NOUNS[table]} called "${name}"` };
    }
    throw error;
  }
  // ServiceNow drops conditions on fields the account may not read, and then gives any record.
  const found = rows.records.filter(record => isNamed(record, fields, name));
  if (found.length === 1) {
    return {
      sysId: valueOf(found[0], 'sys_id'),
      name: labelOf(found[0], 'name'),
    };
  }
  const count = found.length === 0 ? 'no' : 'more than one';
  return { problem: `${count} ${REFERENCE_NOUNS[table]} called "${name}"` };
}

function isNamed(
  record: WireRecord,
  fields: readonly string[],
  name: string,
): boolean {
  // ServiceNow compares without regard to case.
  return fields.some(
    field => valueOf(record, field).toLowerCase() === name.toLowerCase(),
  );
}
