import type { Observation } from 'backstage-plugin-servicenow-ticketing-node';
import type { NewAnomaly } from '../domain/anomaly';

/** A failing uniqueness check on the orders of a shop. */
export function anObservation(change: Partial<Observation> = {}): Observation {
  return {
    index: 0,
    checkKey: 'unique_orders',
    outcome: 'fail',
    dataset: {
      platform: 'postgres',
      fqn: 'shop.public.orders',
      name: 'orders',
      nodeId: 'model.shop.orders',
    },
    fields: ['order_id'],
    type: 'unique',
    sourceSeverity: 'error',
    severity: 'high',
    count: 17,
    title: 'unique_orders_order_id',
    message: '17 values of order_id are not unique',
    tags: ['pii'],
    ...change,
  };
}

/** An anomaly as the first failure of {@link anObservation} makes it. */
export function anAnomaly(change: Partial<NewAnomaly> = {}): NewAnomaly {
  const at = new Date('2026-01-22T06:00:00Z');
  return {
    source: 'dbt',
    fingerprint: 'f'.repeat(64),
    checkKey: 'unique_orders',
    title: 'unique_orders_order_id',
    message: '17 values of order_id are not unique',
    type: 'unique',
    severity: 'high',
    sourceSeverity: 'error',
    condition: 'failing',
    status: 'Active',
    dataset: {
      platform: 'postgres',
      fqn: 'shop.public.orders',
      name: 'orders',
      nodeId: 'model.shop.orders',
    },
    fields: ['order_id'],
    failedChecks: [
      {
        name: 'unique_orders_order_id',
        message: '17 values of order_id are not unique',
      },
    ],
    tags: ['pii'],
    occurrenceCount: 1,
    affectedCount: 17,
    firstSeenAt: at,
    lastSeenAt: at,
    lastObservedAt: at,
    turns: [at],
    flapping: false,
    version: 1,
    createdAt: at,
    updatedAt: at,
    entityRefs: [],
    ...change,
  };
}
