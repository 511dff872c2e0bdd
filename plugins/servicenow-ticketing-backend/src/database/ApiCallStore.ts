import type { Knex } from 'knex';
import { chunksOf, WRITE_CHUNK_SIZE } from './chunk';
import type { ApiCallRow } from './tables';
import { toDate } from './time';

/** Rows one statement deletes: locks are short, and writers get their turn in between. */
const DELETE_CHUNK_SIZE = 1_000;

/** A call to ServiceNow as it may be kept: redacted and cut. Texts hold no NUL. @internal */
export interface NewApiCall {
  integrationId: number;
  method: string;
  path: string;
  /** None when no answer came. */
  status?: number;
  durationMs: number;
  /** Why it failed, in words; none when it did not. */
  error?: string;
  requestId: string;
  requestBody?: string;
  responseBody?: string;
  startedAt: Date;
}

/** @internal */
export interface StoredApiCall extends NewApiCall {
  id: number;
}

/** Keeps the log of calls to ServiceNow. @internal */
export class ApiCallStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async insertAll(calls: readonly NewApiCall[]): Promise<void> {
    for (const chunk of chunksOf(calls, WRITE_CHUNK_SIZE)) {
      await this.#knex('api_calls').insert(chunk.map(toRow));
    }
  }

  /** One page of an integration's calls, newest first, and how many match in all. */
  async list(filter: {
    integrationId: number;
    outcome?: 'ok' | 'failed';
    page: number;
    size: number;
  }): Promise<{ items: StoredApiCall[]; total: number }> {
    const { integrationId, outcome, page, size } = filter;
    const matching = () => {
      const query = this.#knex('api_calls').where({
        integration_id: integrationId,
      });
      if (outcome === 'ok') {
        query.whereNull('error');
      } else if (outcome === 'failed') {
        query.whereNotNull('error');
      }
      return query;
    };
    const [counted] = await matching().count({ total: '*' });
    const rows: ApiCallRow[] = await matching()
      .orderBy('id', 'desc')
      .limit(size)
      .offset((page - 1) * size);
    return { items: rows.map(toStoredApiCall), total: Number(counted.total) };
  }

  /** Removes what began before a time, and all but the newest `keep` of each integration. Returns how many. */
  async removeOld(options: { before: Date; keep: number }): Promise<number> {
    let removed = await this.#deleteWhere(query =>
      query.where('started_at', '<', options.before),
    );
    const integrations: number[] = await this.#knex('integrations').pluck('id');
    for (const integrationId of integrations) {
      const [newestToRemove]: number[] = await this.#knex('api_calls')
        .where({ integration_id: integrationId })
        .orderBy('id', 'desc')
        .offset(options.keep)
        .limit(1)
        .pluck('id');
      if (newestToRemove !== undefined) {
        removed += await this.#deleteWhere(query =>
          query
            .where({ integration_id: integrationId })
            .where('id', '<=', newestToRemove),
        );
      }
    }
    return removed;
  }

  async #deleteWhere(
    narrow: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
  ): Promise<number> {
    let total = 0;
    for (;;) {
      const removed = await this.#knex('api_calls')
        .whereIn(
          'id',
          narrow(this.#knex('api_calls')).select('id').limit(DELETE_CHUNK_SIZE),
        )
        .delete();
      total += removed;
      if (removed < DELETE_CHUNK_SIZE) {
        return total;
      }
    }
  }
}

function toRow(call: NewApiCall): Omit<ApiCallRow, 'id'> {
  return {
    integration_id: call.integrationId,
    method: call.method,
    path: call.path,
    status: call.status ?? null,
    duration_ms: Math.round(call.durationMs),
    error: call.error ?? null,
    request_id: call.requestId,
    request_body: call.requestBody ?? null,
    response_body: call.responseBody ?? null,
    started_at: call.startedAt,
  };
}

function toStoredApiCall(row: ApiCallRow): StoredApiCall {
  return {
    id: row.id,
    integrationId: row.integration_id,
    method: row.method,
    path: row.path,
    status: row.status ?? undefined,
    durationMs: row.duration_ms,
    error: row.error ?? undefined,
    requestId: row.request_id,
    requestBody: row.request_body ?? undefined,
    responseBody: row.response_body ?? undefined,
    startedAt: toDate(row.started_at),
  };
}
