import type {
  DeliveryKind,
  DeliveryStatus,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { escapeLike } from '../../escapeLike';

/** Which deliveries are meant; what is not given does not matter. @internal */
export interface DeliveryFilter {
  status?: DeliveryStatus | DeliveryStatus[];
  kind?: DeliveryKind[];
  integration_id?: number;
  anomaly_id?: number;
  /** Part of the ticket's number or title. */
  query?: string;
}

/**
 * The deliveries that a filter means, joined with their tickets.
 * @internal
 */
export function matchingDeliveries(
  knex: Knex,
  filter: DeliveryFilter,
): Knex.QueryBuilder {
  const query = knex('deliveries').join(
    'tickets',
    'tickets.id',
    'deliveries.ticket_id',
  );
  for (const name of ['integration_id', 'anomaly_id'] as const) {
    const value = filter[name];
    if (value !== undefined) {
      query.where(`deliveries.${name}`, value);
    }
  }
  for (const name of ['status', 'kind'] as const) {
    const values = [filter[name] ?? []].flat();
    if (values.length > 0) {
      query.whereIn(`deliveries.${name}`, values);
    }
  }
  if (filter.query) {
    const pattern = `%${escapeLike(filter.query.toLowerCase())}%`;
    query.where(either =>
      either
        .whereRaw("lower(tickets.number) like ? escape '\\'", [pattern])
        .orWhereRaw("lower(tickets.title) like ? escape '\\'", [pattern]),
    );
  }
  return query;
}
