import type { DeliveryStatus } from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { toDate } from '../../time';
import { UNSETTLED } from './queues';

/** How many deliveries of an integration are in a status, and since when the oldest waits. @internal */
export interface QueueLevel {
  integrationId: number;
  status: DeliveryStatus;
  count: number;
  oldest: Date;
}

/**
 * What waits, by integration and status. Costs what waits, not what was ever delivered.
 * @internal
 */
export async function measureQueue(knex: Knex): Promise<QueueLevel[]> {
  const rows = await knex('deliveries')
    .whereRaw(UNSETTLED)
    .groupBy('integration_id', 'status')
    .select('integration_id', 'status')
    .count({ count: '*' })
    .min({ oldest: 'created_at' });
  return rows.map(row => ({
    integrationId: Number(row.integration_id),
    status: row.status as DeliveryStatus,
    count: Number(row.count),
    oldest: toDate(row.oldest),
  }));
}
