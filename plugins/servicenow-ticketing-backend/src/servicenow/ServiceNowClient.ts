import type { JournalEntry } from '../domain/journalEntries';
import type { RemoteTicket } from '../domain/remoteTicket';
import type { Condition } from './encodedQuery';
import { ExcludedFields } from './ExcludedFields';
import { findWorkNotes } from './findWorkNotes';
import { readJournal, type JournalRequest } from './journal';
import type { StreamRequest } from './paging/streamRows';
import { ServiceNowError } from './ServiceNowError';
import {
  TableApi,
  type RecordKey,
  type TableQuery,
  type TableRows,
} from './TableApi';
import type { BreakerStatus, Transport } from './transport';
import {
  FOLLOWED_TICKET_FIELDS,
  TICKET_FIELDS,
  toRemoteChoice,
  toRemoteTicket,
  valueOf,
  type RemoteChoice,
  type WireRecord,
} from './wire';

/**
 * What we do with one ServiceNow instance. Every method throws `ServiceNowError`. Reads are retried, writes are not.
 * @internal
 */
export class ServiceNowClient {
  readonly #tables: TableApi;
  readonly #transport: Transport;
  readonly #excluded: ExcludedFields;

  constructor(
    transport: Transport,
    options: {
      /** Fields that are never fetched, searched by or shown; writing them is left to the caller. */
      excludedFields?: readonly string[];
    } = {},
  ) {
    this.#transport = transport;
    this.#excluded = new ExcludedFields(options.excludedFields);
    this.#tables = new TableApi(transport, this.#excluded);
  }

  /** Whether calls are let through at present. */
  get breaker(): BreakerStatus {
    return this.#transport.breaker;
  }

  /** Whether a field is never fetched: what it holds is unknown then, not empty. */
  excludes(field: string): boolean {
    return this.#excluded.has(field);
  }

  get instanceUrl(): string {
    return this.#tables.instanceUrl;
  }

  /** One call: at most `limit` rows of a table. */
  async query(request: TableQuery): Promise<TableRows> {
    return this.#tables.query(request);
  }

  /** All rows that match, one page at a time. See `RowOrder` for what the order promises. */
  stream(request: StreamRequest): AsyncGenerator<WireRecord, void, undefined> {
    return this.#tables.stream(request);
  }

  /** @throws ServiceNowError of kind NotFound when it does not exist or is hidden. */
  async getTicket(key: RecordKey, signal?: AbortSignal): Promise<RemoteTicket> {
    const record = await this.#tables.read({
      ...key,
      fields: TICKET_FIELDS,
      signal,
    });
    return toTicket(record, key.table);
  }

  /** Tickets by their sys_ids, without their long texts; those that are not there or hidden are left out. */
  async listTickets(
    table: string,
    sysIds: readonly string[],
    signal?: AbortSignal,
  ): Promise<RemoteTicket[]> {
    const records = await this.#tables.readAll({
      table,
      query: { where: [['sys_id', 'IN', sysIds]] },
      fields: FOLLOWED_TICKET_FIELDS,
      signal,
    });
    return records
      .map(record => toRemoteTicket(record, table))
      .filter(({ sysId }) => sysIds.includes(sysId));
  }

  /** Journal entries of records, oldest first; `undefined` when the account may not read the journal. */
  async listJournal(
    request: JournalRequest,
  ): Promise<JournalEntry[] | undefined> {
    return readJournal(this.#tables, request);
  }

  /** The tickets for which a field has a value, oldest first, at most two. */
  async findTickets(
    key: { table: string; field: string; value: string },
    signal?: AbortSignal,
  ): Promise<RemoteTicket[]> {
    const { records } = await this.#tables.query({
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
    // Whatever ServiceNow makes of the query: a record of another ticket must never be taken for this one.
    return records
      .filter(record => isSameText(valueOf(record, key.field), key.value))
      .map(record => toRemoteTicket(record, key.table));
  }

  /** One page of tickets whose number or short description matches a text, most recently changed first. */
  async searchTickets(search: {
    table: string;
    text: string;
    state?: string;
    /** Only records that are not closed. */
    onlyActive?: boolean;
    page: number;
    size: number;
    signal?: AbortSignal;
  }): Promise<{ tickets: RemoteTicket[]; total: number }> {
    const { table, text, state, page, size } = search;
    const matches: Condition[] = text
      ? this.#allowed([
          ['number', 'STARTSWITH', text],
          ['short_description', 'LIKE', text],
        ])
      : [];
    const { records, totalCount } = await this.#tables.query({
      table,
      query: {
        where: [
          ...(matches.length > 0 ? [matches] : []),
          ...(state ? [['state', '=', state] as const] : []),
          ...(search.onlyActive && !this.excludes('active')
            ? [['active', '=', 'true'] as const]
            : []),
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
      signal: search.signal,
    });
    const tickets = records.map(record => toRemoteTicket(record, table));
    return {
      tickets,
      total: totalCount ?? (page - 1) * size + tickets.length,
    };
  }

  /** Creates a ticket; what it says is read from the answer, not from what was sent. */
  async createTicket(
    table: string,
    fields: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<RemoteTicket> {
    const record = await this.#tables.write(
      { table, fields: TICKET_FIELDS, signal },
      fields,
    );
    return { ...toTicket(record, table), written: fields };
  }

  /** Changes fields of a ticket; journal fields such as `work_notes` are appended to. */
  async updateTicket(
    key: RecordKey,
    fields: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<RemoteTicket> {
    const record = await this.#tables.write(
      { ...key, fields: TICKET_FIELDS, signal },
      fields,
    );
    return { ...toTicket(record, key.table), written: fields };
  }

  /** Whether a work note of a record contains a text, as far as the account may read notes. */
  async hasWorkNote(
    key: RecordKey,
    text: string,
    signal?: AbortSignal,
  ): Promise<boolean> {
    return (await this.findWorkNotes(key, [text], signal)).has(text);
  }

  /** Which of some texts are in work notes of a record, as far as the account may read notes. */
  async findWorkNotes(
    key: RecordKey,
    texts: readonly string[],
    signal?: AbortSignal,
  ): Promise<Set<string>> {
    return findWorkNotes(
      this.#tables,
      { ...key, texts, isExcluded: this.excludes('work_notes') },
      signal,
    );
  }

  /** The choices of fields of a table, and of those of its parent where given, in the order of ServiceNow. */
  async listChoices(
    tables: readonly string[],
    fields: readonly string[],
    signal?: AbortSignal,
  ): Promise<RemoteChoice[]> {
    const records = await this.#tables.readAll({
      table: 'sys_choice',
      query: {
        where: [
          ['name', 'IN', tables],
          ['element', 'IN', fields],
        ],
      },
      fields:
        'sys_id,name,element,value,label,sequence,dependent_value,language,inactive',
      signal,
    });
    return records.map(toRemoteChoice);
  }

  /** The alternatives that look at no excluded field; all of them when none is left, to be refused. */
  #allowed(matches: Condition[]): Condition[] {
    const allowed = matches.filter(([field]) => !this.excludes(field));
    return allowed.length > 0 ? allowed : matches;
  }
}

function toTicket(record: WireRecord | undefined, table: string): RemoteTicket {
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

/** ServiceNow compares without regard to case. */
function isSameText(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
