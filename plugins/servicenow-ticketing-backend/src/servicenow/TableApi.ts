import { encodeQuery, fieldsOf, type EncodedQuery } from './encodedQuery';
import { ExcludedFields } from './ExcludedFields';
import { streamRows, type StreamRequest } from './paging/streamRows';
import { ServiceNowError } from './ServiceNowError';
import type { Transport } from './transport';
import { recordsOf, type WireRecord } from './wire';

/** Most rows that are read of a list; more is not a choice list any more. */
const READ_ALL_LIMIT = 20_000;

/** Sets of parameters that are kept; more than there usually are. */
const MAX_PARAMETERS = 100;

/** A record of one table. @internal */
export interface RecordKey {
  table: string;
  sysId: string;
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

/** A call about records of one table. @internal */
export interface TableCall {
  table: string;
  /** One record; without it a new one is meant. */
  sysId?: string;
  /** Field names to read, comma separated. */
  fields: string;
  signal?: AbortSignal;
}

/**
 * ServiceNow's Table API, record by record. Every value is read with its display value; excluded fields are never
 * asked for, neither by name nor in a query. Every method throws `ServiceNowError`.
 * @internal
 */
export class TableApi {
  readonly #transport: Transport;
  readonly #excluded: ExcludedFields;
  /** By table and fields: hardly any differ, and every call has some. */
  readonly #parameters = new Map<string, Readonly<Record<string, string>>>();

  constructor(transport: Transport, excluded = new ExcludedFields()) {
    this.#transport = transport;
    this.#excluded = excluded;
  }

  get instanceUrl(): string {
    return this.#transport.instanceUrl;
  }

  /** One record, `undefined` when the answer holds none. */
  async read(
    call: TableCall & { sysId: string },
  ): Promise<WireRecord | undefined> {
    const { body } = await this.#transport.send({
      method: 'GET',
      ...this.#addressOf(call),
    });
    return this.#recordsOf(body, call.table)[0];
  }

  /** Creates a record, or changes one when the call names it; what it says afterwards. */
  async write(
    call: TableCall,
    values: Record<string, string>,
  ): Promise<WireRecord | undefined> {
    const { body } = await this.#transport.send({
      method: call.sysId ? 'PATCH' : 'POST',
      ...this.#addressOf(call),
      body: values,
    });
    return this.#recordsOf(body, call.table)[0];
  }

  /**
   * One call: at most `limit` rows of a table. A short page is no sign that there are no more.
   *
   * @throws ServiceNowError of kind UnknownField when ServiceNow ignored a part of the query, which widens it.
   */
  async query(request: TableQuery): Promise<TableRows> {
    const { table, query, limit, offset } = request;
    const queried = query ? fieldsOf(query) : [];
    this.#excluded.check(table, queried);
    const address = this.#addressOf({
      ...request,
      fields: [request.fields, ...queried].join(','),
    });
    const encoded = query ? encodeQuery(query) : '';
    const { body, totalCount, date } = await this.#transport.send({
      method: 'GET',
      ...address,
      parameters: {
        ...(encoded ? { sysparm_query: encoded } : {}),
        ...address.parameters,
        sysparm_limit: String(limit),
        ...(offset ? { sysparm_offset: String(offset) } : {}),
      },
    });
    const records = this.#recordsOf(body, table);
    checkKnown(table, queried, records[0]);
    return { records, totalCount, date };
  }

  /** All rows that match, one page at a time, read by key. See {@link RowOrder} for what the order promises. */
  stream(request: StreamRequest): AsyncGenerator<WireRecord, void, undefined> {
    return streamRows(request, page => this.query(page));
  }

  /** All rows that match, up to as many as a list of choices can have. */
  async readAll(
    request: Omit<StreamRequest, 'order' | 'pageSize'>,
  ): Promise<WireRecord[]> {
    const all: WireRecord[] = [];
    for await (const record of this.stream(request)) {
      all.push(record);
      if (all.length >= READ_ALL_LIMIT) {
        break;
      }
    }
    return all;
  }

  #addressOf(call: TableCall) {
    const { table, sysId, signal } = call;
    return {
      path: `/api/now/table/${table}${sysId ? `/${sysId}` : ''}`,
      table,
      parameters: this.#parametersOf(call),
      signal,
    };
  }

  #parametersOf({ table, fields }: TableCall) {
    const key = `${table} ${fields}`;
    const known = this.#parameters.get(key);
    if (known) {
      return known;
    }
    const names = [...new Set(fields.split(','))];
    const parameters = Object.freeze({
      sysparm_display_value: 'all',
      sysparm_exclude_reference_link: 'true',
      // Without a name all fields would come.
      sysparm_fields:
        this.#excluded.without(table, names).join(',') || 'sys_id',
    });
    if (this.#parameters.size >= MAX_PARAMETERS) {
      this.#parameters.clear();
    }
    this.#parameters.set(key, parameters);
    return parameters;
  }

  #recordsOf(body: unknown, table: string): WireRecord[] {
    return recordsOf(body).map(record => this.#excluded.strip(table, record));
  }
}

/** ServiceNow drops conditions on fields that a table does not have; what it does not send, it does not know. */
function checkKnown(
  table: string,
  queried: string[],
  record: WireRecord | undefined,
): void {
  const unknown =
    record && queried.find(field => !field.includes('.') && !(field in record));
  if (unknown !== undefined) {
    throw new ServiceNowError({
      kind: 'UnknownField',
      what: `${table} shows no field ${unknown}, so that ServiceNow ignored what was asked of it and gave other rows`,
      remedy: `Check the name ${unknown}, that ${table} is the table meant, and that the service account may read the field.`,
      retryable: false,
    });
  }
}
