import { encodeQuery, type EncodedQuery } from './encodedQuery';
import type { Transport } from './transport';
import { recordsOf, valueOf, type WireRecord } from './wire';

/** Rows per call where everything is read. */
const READ_ALL_PAGE_SIZE = 1000;
/** Most rows that are read of a list; more is not a choice list any more. */
const READ_ALL_LIMIT = 20_000;

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
 * ServiceNow's Table API, record by record. Every value is read with its display value.
 * Every method throws `ServiceNowError`.
 * @internal
 */
export class TableApi {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
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
      ...addressOf(call),
    });
    return recordsOf(body)[0];
  }

  /** Creates a record, or changes one when the call names it; what it says afterwards. */
  async write(
    call: TableCall,
    values: Record<string, string>,
  ): Promise<WireRecord | undefined> {
    const { body } = await this.#transport.send({
      method: call.sysId ? 'PATCH' : 'POST',
      ...addressOf(call),
      body: values,
    });
    return recordsOf(body)[0];
  }

  /** One call: at most `limit` rows of a table. A short page is no sign that there are no more. */
  async query(request: TableQuery): Promise<TableRows> {
    const { query, limit, offset } = request;
    const encoded = query ? encodeQuery(query) : '';
    const address = addressOf(request);
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
    return { records: recordsOf(body), totalCount, date };
  }

  /** All rows that match. Reads by key, so that rows which come or go meanwhile shift nothing. */
  async readAll(
    request: Omit<TableQuery, 'limit' | 'offset'>,
  ): Promise<WireRecord[]> {
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
        limit: READ_ALL_PAGE_SIZE,
      });
      all.push(...records);
      const last = records.at(-1);
      // ACLs are applied after the limit, so only the count of rows tells that this was the last page.
      const isLastPage =
        totalCount !== undefined && totalCount <= READ_ALL_PAGE_SIZE;
      if (!last || isLastPage) {
        break;
      }
      after = valueOf(last, 'sys_id');
    }
    return all;
  }
}

function addressOf(call: TableCall) {
  const { table, sysId, fields, signal } = call;
  return {
    path: `/api/now/table/${table}${sysId ? `/${sysId}` : ''}`,
    table,
    parameters: {
      sysparm_display_value: 'all',
      sysparm_exclude_reference_link: 'true',
      sysparm_fields: fields,
    },
    signal,
  };
}
