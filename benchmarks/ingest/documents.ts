import { DATASETS } from './IngestBench';

/** A batch of failures that nobody has seen before, or of the same again in another run. */
export function batchOf(options: {
  first: number;
  count: number;
  run: string;
}): Buffer {
  const { first, count, run } = options;
  return Buffer.from(
    JSON.stringify({
      source: 'warehouse',
      run: { id: run, observed_at: '2026-01-22T13:22:40Z' },
      items: Array.from({ length: count }, (_, index) => itemOf(first + index)),
    }),
  );
}

function itemOf(number: number) {
  return {
    check_key: `test.shop.unique_orders_${number}.${'a1b2c3d4e5'}`,
    outcome: 'fail',
    dataset: {
      platform: 'snowflake',
      fqn: `sales.public.t${number % DATASETS}`,
    },
    fields: ['order_id', 'customer_id'],
    type: 'unique',
    severity: 'high',
    count: number % 1_000,
    title: `unique_orders_${number}_order_id`,
    message: `${
      number % 1_000
    } values of order_id are not unique in this load, as in the one before`,
    url: `https://checks.example.com/runs/42/tests/${number}`,
    tags: ['pii', 'finance'],
  };
}
