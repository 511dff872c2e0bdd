import type { IntegrationHealth } from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { chunksOf, READ_CHUNK_SIZE } from './chunk';
import type { IntegrationRow } from './tables';
import { toOptionalIso } from './time';

/** What was found out about a connection. @internal */
export interface NewHealth {
  integrationId: number;
  status: 'connected' | 'warning' | 'failed';
  message: string;
  checkedAt: Date;
  /** When the check began: it is dropped when the integration was changed since. */
  startedAt?: Date;
}

/** Keeps how connections are, for all processes. @internal */
export class IntegrationHealthStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** By integration; those that were not checked since they were changed are left out. */
  async list(ids: number[]): Promise<Map<number, IntegrationHealth>> {
    const found = new Map<number, IntegrationHealth>();
    for (const chunk of chunksOf(ids, READ_CHUNK_SIZE)) {
      const rows = await this.#knex('integrations')
        .whereIn('id', chunk)
        .whereNotNull('health')
        .select('id', 'health', 'health_checked_at');
      rows.forEach(row => found.set(row.id, toHealth(row)));
    }
    return found;
  }

  /** Writes what was found out; `false` when the integration is gone or was changed meanwhile. */
  async write(health: NewHealth): Promise<boolean> {
    const { integrationId, status, message, checkedAt, startedAt } = health;
    const query = this.#knex('integrations')
      .where({ id: integrationId })
      .whereNull('disconnected_at');
    if (startedAt) {
      query.where(unchanged =>
        unchanged
          .whereNull('updated_at')
          .orWhere('updated_at', '<=', startedAt),
      );
    }
    const written = await query.update({
      health: JSON.stringify({ status, message }),
      health_checked_at: checkedAt,
    });
    return written > 0;
  }
}

function toHealth(
  row: Pick<IntegrationRow, 'health' | 'health_checked_at'>,
): IntegrationHealth {
  return {
    ...JSON.parse(row.health!),
    checked_at: toOptionalIso(row.health_checked_at),
  };
}
