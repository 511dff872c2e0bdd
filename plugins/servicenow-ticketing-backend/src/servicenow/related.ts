import type { TicketRelation } from 'backstage-plugin-servicenow-ticketing-common';
import type { RemoteTicket } from '../domain/remoteTicket';
import type { ServiceNowClient } from './ServiceNowClient';
import { isServiceNowError } from './ServiceNowError';
import type { RecordKey } from './TableApi';
import { TICKET_FIELDS, toRemoteTicket, valueOf } from './wire';

/** A record that ServiceNow relates to another. @internal */
export interface RelatedRecord {
  relation: TicketRelation;
  ticket: RemoteTicket;
}

/** Records of one relation that are read. */
const MAX_RELATED = 50;

/** Fields of a record that refer to related ones, and the table they are in. */
const REFERENCES: readonly {
  field: string;
  relation: TicketRelation;
  table: string;
}[] = [
  { field: 'parent_incident', relation: 'parent', table: 'incident' },
  { field: 'problem_id', relation: 'problem', table: 'problem' },
  { field: 'rfc', relation: 'change_request', table: 'change_request' },
  {
    field: 'caused_by',
    relation: 'caused_by_change',
    table: 'change_request',
  },
];

/** Fields by which incidents refer to a record of a table. */
const CHILDREN: Record<string, { field: string; relation: TicketRelation }> = {
  incident: { field: 'parent_incident', relation: 'child_incident' },
  problem: { field: 'problem_id', relation: 'child_incident' },
  change_request: { field: 'rfc', relation: 'child_incident' },
};

type Client = Pick<ServiceNowClient, 'query' | 'excludes'>;

/**
 * The records that an incident, a problem or a change request refers to, and the incidents that refer to it. What the
 * account may not read is left out, and told in `refusals`.
 *
 * @throws ServiceNowError when ServiceNow does not answer.
 * @internal
 */
export async function readRelated(
  client: Client,
  key: RecordKey & { signal?: AbortSignal },
): Promise<{ related: RelatedRecord[]; refusals: string[] }> {
  const refusals: string[] = [];
  const unlessRefused = async <T>(read: () => Promise<T[]>): Promise<T[]> => {
    try {
      return await read();
    } catch (error) {
      const isRefused =
        isServiceNowError(error) &&
        ['Access', 'UnknownTable', 'UnknownField', 'NotFound'].includes(
          error.kind,
        );
      if (!isRefused) {
        throw error;
      }
      refusals.push(error.message);
      return [];
    }
  };
  const [referred, children] = await Promise.all([
    unlessRefused(() => readReferred(client, key, unlessRefused)),
    unlessRefused(() => readChildren(client, key)),
  ]);
  return { related: [...referred, ...children], refusals };
}

async function readReferred(
  client: Client,
  key: RecordKey & { signal?: AbortSignal },
  unlessRefused: <T>(read: () => Promise<T[]>) => Promise<T[]>,
): Promise<RelatedRecord[]> {
  const { table, sysId, signal } = key;
  const fields = REFERENCES.filter(({ field }) => !client.excludes(field));
  const { records } = await client.query({
    table,
    query: { where: [['sys_id', '=', sysId]] },
    fields: ['sys_id', ...fields.map(({ field }) => field)].join(','),
    limit: 1,
    signal,
  });
  const found = await Promise.all(
    fields.map(({ field, relation, table: target }) => {
      const id = valueOf(records[0] ?? {}, field);
      return id === ''
        ? []
        : unlessRefused(() =>
            readTickets(client, { table: target, field: 'sys_id', id, signal }),
          ).then(tickets => tickets.map(ticket => ({ relation, ticket })));
    }),
  );
  return found.flat();
}

async function readChildren(
  client: Client,
  key: RecordKey & { signal?: AbortSignal },
): Promise<RelatedRecord[]> {
  const child = Object.hasOwn(CHILDREN, key.table) && CHILDREN[key.table];
  if (!child || client.excludes(child.field)) {
    return [];
  }
  const tickets = await readTickets(client, {
    table: 'incident',
    field: child.field,
    id: key.sysId,
    signal: key.signal,
  });
  return tickets.map(ticket => ({ relation: child.relation, ticket }));
}

async function readTickets(
  client: Client,
  wanted: { table: string; field: string; id: string; signal?: AbortSignal },
): Promise<RemoteTicket[]> {
  const { records } = await client.query({
    table: wanted.table,
    query: {
      where: [[wanted.field, '=', wanted.id]],
      orderBy: [
        ['sys_created_on', 'DESC'],
        ['sys_id', 'ASC'],
      ],
    },
    fields: TICKET_FIELDS,
    limit: MAX_RELATED,
    signal: wanted.signal,
  });
  return records.map(record => toRemoteTicket(record, wanted.table));
}
