import type { RemoteTicket } from '../domain/remoteTicket';
import { encodeQuery, type Condition, type EncodedQuery } from './encodedQuery';
import { ServiceNowError } from './ServiceNowError';
import type { Transport } from './transport';
import {
  labelOf,
  recordsOf,
  TICKET_FIELDS,
  toRemoteChoice,
  toRemoteTicket,
  valueOf,
  type RemoteChoice,
  type WireRecord,
} from './wire';

/** Rows per call where everything is read. */
const READ_ALL_PAGE_SIZE = 1000;
/** Most rows that are read of a list; more is not a choice list any more. */
const READ_ALL_LIMIT = 20_000;

const TICKET_PARAMETERS = {
  sysparm_display_value: 'all',
  sysparm_exclude_reference_link: 'true',
  sysparm_fields: TICKET_FIELDS,
};

/** A record of one table. @internal */
export interface RecordKey {
  table: string;
  sysId: string;
}

/** A person or a group in ServiceNow. @internal */
export interface RemoteReference {
  sysId: string;
  name: string;
}

/** What to read of a table. @internal */
export interface TableQuery {
  table: string;
  query?: EncodedQuery;
  /** Field names, comma separated. */
  fields: string;
  limit: number;
  offset?: number;
  signal?: AbortSignal;
}

/** What a query found. @internal */
export interface TableRows {
  records: WireRecord[];
  /** Rows that match, whether or not the account may read them. */
  totalCount?: number;
  /** ServiceNow's clock when it answered. */
  date?: Date;
}

/**
 * Reads and writes the records of one ServiceNow instance through its Table API. Every method throws
 * `ServiceNowError`. Reads are retried, writes are not.
 * @internal
 */
export class ServiceNowClient {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get instanceUrl(): string {
    return this.#transport.instanceUrl;
  }

  /** @throws ServiceNowError of kind NotFound when it does not exist or is hidden. */
  async getTicket(
    { table, sysId }: RecordKey,
    signal?: AbortSignal,
  ): Promise<RemoteTicket> {
    const { body } = await this.#transport.send({
      method: 'GET',
      path: `/api/now/table/${table}/${sysId}`,
      table,
      parameters: TICKET_PARAMETERS,
      signal,
    });
    return toTicket(body, table);
  }

  /** The tickets for which a field has a value, oldest first, at most two. */
  async findTickets(
    key: { table: string; field: string; value: string },
    signal?: AbortSignal,
  ): Promise<RemoteTicket[]> {
    const { records } = await this.query({
      table: key.table,
      query: {
        where: [[key.field, '=', key.value]],
        orderBy: [
          ['sys_created_on', 'ASC'],
          ['sys_id', 'ASC'],
        ],
      },
      fields: TICKET_FIELDS,
      limit: 2,
      signal,
    });
    return records.map(record => toRemoteTicket(record, key.table));
  }

  /** One page of tickets whose number or short description matches a text, most recently changed first. */
  async searchTickets(search: {
    table: string;
    text: string;
    state?: string;
    page: number;
    size: number;
  }): Promise<{ tickets: RemoteTicket[]; total: number }> {
    const { table, text, state, page, size } = search;
    const matches: Condition[] = text
      ? [
          ['number', 'STARTSWITH', text],
          ['short_description', 'LIKE', text],
        ]
      : [];
    const { records, totalCount } = await this.query({
      table,
      query: {
        where: [
          ...(matches.length > 0 ? [matches] : []),
          ...(state ? [['state', '=', state] as const] : []),
        ],
        // The last key makes the order total: without it pages repeat and miss rows.
        orderBy: [
          ['sys_updated_on', 'DESC'],
          ['sys_id', 'ASC'],
        ],
      },
      fields: TICKET_FIELDS,
      limit: size,
      offset: (page - 1) * size,
    });
    const tickets = records.map(record => toRemoteTicket(record, table));
    return {
      tickets,
      total: totalCount ?? (page - 1) * size + tickets.length,
    };
  }

  /** Creates a record; what it says is read from the answer, not from what was sent. */
  async createTicket(
    table: string,
    fields: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<RemoteTicket> {
    const { body } = await this.#transport.send({
      method: 'POST',
      path: `/api/now/table/${table}`,
      table,
      parameters: TICKET_PARAMETERS,
      body: fields,
      signal,
    });
    return toTicket(body, table);
  }

  /** Changes fields of a record; journal fields such as `work_notes` are appended to. */
  async updateTicket(
    { table, sysId }: RecordKey,
    fields: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<RemoteTicket> {
    const { body } = await this.#transport.send({
      method: 'PATCH',
      path: `/api/now/table/${table}/${sysId}`,
      table,
      parameters: TICKET_PARAMETERS,
      body: fields,
      signal,
    });
    return toTicket(body, table);
  }

  /**
   * Whether a work note of a record contains a text. Looks into the journal first, and then at the record itself:
   * an account that may not read the journal gets an empty list from it, not a refusal.
   */
  async hasWorkNote(
    { table, sysId }: RecordKey,
    text: string,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const { records } = await this.query({
      table: 'sys_journal_field',
      query: {
        where: [
          ['element_id', '=', sysId],
          ['element', '=', 'work_notes'],
          ['value', 'LIKE', text],
        ],
      },
      fields: 'sys_id,value',
      limit: 1,
      signal,
    }).catch(unlessRefused);
    if (records.some(record => valueOf(record, 'value').includes(text))) {
      return true;
    }
    const { body } = await this.#transport.send({
      method: 'GET',
      path: `/api/now/table/${table}/${sysId}`,
      table,
      parameters: {
        sysparm_display_value: 'true',
        sysparm_fields: 'sys_id,work_notes',
      },
      signal,
    });
    return recordsOf(body).some(record =>
      labelOf(record, 'work_notes').includes(text),
    );
  }

  /** The choices of fields of a table, and of those of its parent where given, in the order of ServiceNow. */
  async listChoices(
    tables: readonly string[],
    fields: readonly string[],
    signal?: AbortSignal,
  ): Promise<RemoteChoice[]> {
    const records = await this.#readAll({
      table: 'sys_choice',
      query: {
        where: [
          ['name', 'IN', tables],
          ['element', 'IN', fields],
        ],
      },
      fields:
        'sys_id,name,element,value,label,sequence,dependent_value,language,inactive',
      limit: READ_ALL_PAGE_SIZE,
      signal,
    });
    return records.map(toRemoteChoice);
  }

  /** Active groups of this name, at most two. */
  async findGroups(
    name: string,
    signal?: AbortSignal,
  ): Promise<RemoteReference[]> {
    return this.#findReferences({
      table: 'sys_user_group',
      matches: [['name', '=', name]],
      signal,
    });
  }

  /** Active users with this user name, e-mail or full name, at most two. */
  async findUsers(
    name: string,
    signal?: AbortSignal,
  ): Promise<RemoteReference[]> {
    return this.#findReferences({
      table: 'sys_user',
      matches: [
        ['user_name', '=', name],
        ['email', '=', name],
        ['name', '=', name],
      ],
      signal,
    });
  }

  /** One call: at most `limit` rows of a table. A short page is no sign that there are no more. */
  async query(request: TableQuery): Promise<TableRows> {
    const { table, query, fields, limit, offset, signal } = request;
    const encoded = query ? encodeQuery(query) : '';
    const { body, totalCount, date } = await this.#transport.send({
      method: 'GET',
      path: `/api/now/table/${table}`,
      table,
      parameters: {
        ...(encoded ? { sysparm_query: encoded } : {}),
        sysparm_fields: fields,
        sysparm_display_value: 'all',
        sysparm_exclude_reference_link: 'true',
        sysparm_limit: String(limit),
        ...(offset ? { sysparm_offset: String(offset) } : {}),
      },
      signal,
    });
    return { records: recordsOf(body), totalCount, date };
  }

  /** Reads by key, so that rows which come or go meanwhile shift nothing. */
  async #readAll(request: TableQuery): Promise<WireRecord[]> {
    const all: WireRecord[] = [];
    let after: string | undefined;
    while (all.length < READ_ALL_LIMIT) {
      const { records, totalCount } = await this.query({
        ...request,
        query: {
          where: [
            ...(request.query?.where ?? []),
            ...(after ? [['sys_id', '>', after] as const] : []),
          ],
          orderBy: [['sys_id', 'ASC']],
        },
      });
      all.push(...records);
      const last = records.at(-1);
      // ACLs are applied after the limit, so only the count of rows tells that this was the last page.
      if (!last || (totalCount !== undefined && totalCount <= request.limit)) {
        break;
      }
      after = valueOf(last, 'sys_id');
    }
    return all;
  }

  async #findReferences(search: {
    table: string;
    matches: Condition[];
    signal?: AbortSignal;
  }): Promise<RemoteReference[]> {
    const { records } = await this.query({
      table: search.table,
      query: {
        where: [search.matches, ['active', '=', 'true']],
        orderBy: [['sys_id', 'ASC']],
      },
      fields: 'sys_id,name',
      limit: 2,
      signal: search.signal,
    });
    return records.map(record => ({
      sysId: valueOf(record, 'sys_id'),
      name: labelOf(record, 'name'),
    }));
  }
}

function toTicket(body: unknown, table: string): RemoteTicket {
  const [record] = recordsOf(body);
  const ticket = record && toRemoteTicket(record, table);
  if (!ticket?.sysId) {
    throw new ServiceNowError({
      kind: 'BrokenAnswer',
      what: 'The answer of ServiceNow holds no record',
      remedy: `Check that the service account may read ${table}.`,
      retryable: true,
    });
  }
  return ticket;
}

/** No access to the journal is not a failure: there is a second place to look. */
function unlessRefused(error: unknown): TableRows {
  if (
    error instanceof ServiceNowError &&
    (error.kind === 'Access' ||
      error.kind === 'NotFound' ||
      error.kind === 'UnknownTable')
  ) {
    return { records: [] };
  }
  throw error;
}
