import { isError } from '@backstage/errors';
import {
  REFERENCE_NOUNS,
  type ReferenceTable,
} from '../domain/referenceFields';
import { SYS_ID } from '../domain/remoteTicket';
import type { Condition } from './encodedQuery';
import type { ServiceNowClient } from './ServiceNowClient';
import { isServiceNowError } from './ServiceNowError';
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
  reference: LookupRequest,
  signal?: AbortSignal,
): Promise<Lookup> {
  const { table, name } = reference;
  const noun = REFERENCE_NOUNS[table];
  const fields = SYS_ID.test(name)
    ? ['sys_id']
    : NAME_FIELDS[table].filter(field => !client.excludes(field));
  if (fields.length === 0) {
    return {
      problem: `no ${noun} that may be looked up by name: the field is excluded`,
    };
  }
  let found: WireRecord[];
  try {
    found = await readNamed(client, { ...reference, fields }, signal);
  } catch (error) {
    if (isError(error) && error.name === 'InputError') {
      // Not a text that can be searched for, so that nothing we could write is called so.
      return { problem: `no ${noun} called "${name}"` };
    }
    throw error;
  }
  if (found.length === 1) {
    return {
      sysId: valueOf(found[0], 'sys_id'),
      name: labelOf(found[0], 'name'),
    };
  }
  return {
    problem: `${
      found.length === 0 ? 'no' : 'more than one'
    } ${noun} called "${name}"`,
  };
}

interface LookupRequest {
  table: ReferenceTable;
  name: string;
}

/**
 * The records with a name in one of several fields, two of them at most. Some instances refuse a whole query for one
 * field the account may not read, such as the e-mail of people: then the other fields are asked one by one.
 */
async function readNamed(
  client: LookupClient,
  request: LookupRequest & { fields: readonly string[] },
  signal: AbortSignal | undefined,
): Promise<WireRecord[]> {
  const { fields } = request;
  try {
    return await readMatching(client, request, signal);
  } catch (error) {
    if (fields.length === 1 || !isRefused(error)) {
      throw error;
    }
    const each = await Promise.allSettled(
      fields.map(field =>
        readMatching(client, { ...request, fields: [field] }, signal),
      ),
    );
    const failure = each.find(
      result => result.status === 'rejected' && !isRefused(result.reason),
    ) as PromiseRejectedResult | undefined;
    const answers = each.filter(result => result.status === 'fulfilled');
    if (failure || answers.length === 0) {
      throw failure?.reason ?? error;
    }
    const records = answers.flatMap(({ value }) => value);
    return [
      ...new Map(
        records.map(record => [valueOf(record, 'sys_id'), record]),
      ).values(),
    ];
  }
}

function isRefused(error: unknown): boolean {
  return isServiceNowError(error) && error.kind === 'Access';
}

async function readMatching(
  client: LookupClient,
  request: LookupRequest & { fields: readonly string[] },
  signal: AbortSignal | undefined,
): Promise<WireRecord[]> {
  const { table, name, fields } = request;
  const matches = fields.map((field): Condition => [field, '=', name]);
  const hasActive = TABLES_WITH_ACTIVE.includes(table);
  const { records } = await client.query({
    table,
    query: {
      where: [
        matches,
        ...(hasActive ? [['active', '=', 'true'] as const] : []),
      ],
      orderBy: [['sys_id', 'ASC']],
    },
    fields: [...new Set(['sys_id', 'name', ...fields])].join(','),
    limit: 2,
    signal,
  });
  // Others drop conditions on fields the account may not read, and then give any record.
  return records.filter(record => isNamed(record, fields, name));
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
