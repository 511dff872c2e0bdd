// The example's dbt project in short: its tables, its tests, and what two runs of them found.
// generate.mjs turns this into the files that dbt would have written.

/** Tables: `columns` maps a column to its description. */
export const models = [
  {
    name: 'orders',
    schema: 'public',
    description: 'One row per order placed in the web shop',
    tags: ['shop', 'pii'],
    columns: {
      order_id: 'Primary key',
      customer_id: 'Who ordered',
      status: 'placed, shipped, completed, returned or canceled',
      amount: 'Total in the currency of the order',
      ordered_at: 'When the order was placed, UTC',
    },
    dependsOn: [],
  },
  {
    name: 'customers',
    schema: 'public',
    description: 'One row per person who ever ordered',
    tags: ['shop', 'pii'],
    columns: {
      customer_id: 'Primary key',
      email: 'Where receipts go',
      country: 'Two-letter country code',
    },
    dependsOn: [],
  },
  {
    name: 'products',
    schema: 'public',
    description: 'What can be bought, with price and stock',
    tags: ['shop'],
    columns: {
      product_id: 'Primary key',
      price: 'List price',
      stock: 'Pieces in the warehouse',
    },
    dependsOn: [],
  },
  {
    name: 'order_items',
    schema: 'public',
    description: 'One row per product in an order',
    tags: ['shop'],
    columns: {
      order_id: 'The order',
      product_id: 'The product',
      quantity: 'Pieces',
    },
    dependsOn: ['model.shop.orders', 'model.shop.products'],
  },
  {
    name: 'payments',
    schema: 'payments',
    description: 'One row per payment, settled or not',
    tags: ['finance'],
    columns: {
      payment_id: 'Primary key',
      order_id: 'What was paid for',
      method: 'card, bank_transfer, wallet or voucher',
      amount: 'Amount in the currency of the order',
    },
    dependsOn: ['source.shop.gateway.transactions', 'model.shop.orders'],
  },
  {
    name: 'refunds',
    schema: 'payments',
    description: 'Money given back',
    tags: ['finance'],
    columns: {
      refund_id: 'Primary key',
      payment_id: 'The payment',
      amount: 'Amount given back',
    },
    dependsOn: ['model.shop.payments'],
  },
  {
    name: 'revenue_daily',
    schema: 'analytics',
    description: 'Revenue per day and country, read by the board',
    tags: ['finance', 'board'],
    columns: {
      day: 'Calendar day, UTC',
      country: 'Two-letter country code',
      revenue: 'Revenue in euro',
    },
    dependsOn: [
      'model.shop.orders',
      'model.shop.payments',
      'model.shop.refunds',
    ],
  },
  {
    // In the warehouse, but in nobody's catalog file.
    name: 'web_sessions',
    schema: 'analytics',
    description: 'Visits to the web shop',
    tags: ['marketing'],
    columns: {
      session_id: 'Primary key',
      customer_id: 'Who visited, when known',
    },
    dependsOn: [],
  },
];

/** Tables that somebody else loads. */
export const sources = [
  {
    source: 'gateway',
    name: 'transactions',
    schema: 'raw_gateway',
    description: 'What the payment gateway delivers, as it comes',
    tags: ['finance', 'raw'],
    columns: {
      transaction_id: 'Primary key',
      loaded_at: 'When the row arrived, UTC',
    },
  },
];

const orders = 'model.shop.orders';
const customers = 'model.shop.customers';
const products = 'model.shop.products';
const orderItems = 'model.shop.order_items';
const payments = 'model.shop.payments';
const refunds = 'model.shop.refunds';
const revenueDaily = 'model.shop.revenue_daily';
const webSessions = 'model.shop.web_sessions';
const transactions = 'source.shop.gateway.transactions';

/**
 * Tests. `found` is what the run found and `foundAfterFix` what a run some hours later found: a number of rows,
 * 'error' (the test itself broke) or 'skipped' (what it depends on broke).
 */
export const tests = [
  {
    test: 'unique',
    on: orders,
    column: 'order_id',
    tags: ['critical'],
    found: 17,
    foundAfterFix: 0,
  },
  {
    test: 'not_null',
    on: orders,
    column: 'order_id',
    tags: ['critical'],
    found: 0,
    foundAfterFix: 0,
  },
  {
    test: 'not_null',
    on: orders,
    column: 'customer_id',
    found: 204,
    foundAfterFix: 204,
  },
  {
    test: 'relationships',
    on: orders,
    column: 'customer_id',
    to: customers,
    toColumn: 'customer_id',
    found: 38,
    foundAfterFix: 0,
  },
  {
    test: 'accepted_values',
    on: orders,
    column: 'status',
    values: ['placed', 'shipped', 'completed', 'returned', 'canceled'],
    severity: 'warn',
    found: 3,
    foundAfterFix: 3,
  },
  {
    singular: 'assert_orders_have_positive_amounts',
    on: orders,
    description: 'An order without a positive amount was priced wrongly',
    sql: 'select order_id, amount\nfrom {{ ref("orders") }}\nwhere amount <= 0',
    tags: ['finance'],
    found: 5,
    foundAfterFix: 0,
  },
  {
    test: 'unique',
    on: customers,
    column: 'customer_id',
    tags: ['critical'],
    found: 0,
    foundAfterFix: 0,
  },
  {
    test: 'not_null',
    on: customers,
    column: 'email',
    severity: 'warn',
    tags: ['pii'],
    found: 61,
    foundAfterFix: 58,
  },
  {
    test: 'unique',
    on: customers,
    column: 'email',
    severity: 'warn',
    tags: ['pii'],
    found: 0,
    foundAfterFix: 0,
  },
  {
    test: 'unique',
    on: products,
    column: 'product_id',
    found: 0,
    foundAfterFix: 0,
  },
  {
    test: 'not_null',
    on: products,
    column: 'price',
    found: 0,
    foundAfterFix: 0,
  },
  {
    test: 'relationships',
    on: orderItems,
    column: 'order_id',
    to: orders,
    toColumn: 'order_id',
    found: 9,
    foundAfterFix: 0,
  },
  {
    test: 'not_null',
    on: orderItems,
    column: 'quantity',
    found: 0,
    foundAfterFix: 0,
  },
  {
    test: 'unique',
    on: payments,
    column: 'payment_id',
    tags: ['critical'],
    found: 0,
    foundAfterFix: 0,
  },
  {
    test: 'accepted_values',
    on: payments,
    column: 'method',
    values: ['card', 'bank_transfer', 'wallet', 'voucher'],
    found: 112,
    foundAfterFix: 112,
  },
  {
    singular: 'assert_payments_match_order_amounts',
    on: payments,
    alsoReads: [orders],
    description: 'What was paid for a completed order adds up to its amount',
    sql: 'select o.order_id\nfrom {{ ref("orders") }} o\njoin {{ ref("payments") }} p using (order_id)\nwhere o.status = \'completed\'\ngroup by o.order_id, o.amount\nhaving sum(p.amount) <> o.amount',
    tags: ['finance', 'critical'],
    found: 23,
    foundAfterFix: 2,
  },
  {
    test: 'relationships',
    on: refunds,
    column: 'payment_id',
    to: payments,
    toColumn: 'payment_id',
    found: 0,
    foundAfterFix: 1,
  },
  {
    test: 'recency',
    package: 'dbt_utils',
    on: transactions,
    arguments: { datepart: 'hour', field: 'loaded_at', interval: 6 },
    description: 'The gateway delivers at least every six hours',
    tags: ['freshness'],
    found: 1,
    foundAfterFix: 0,
  },
  {
    test: 'not_null',
    on: transactions,
    column: 'transaction_id',
    found: 0,
    foundAfterFix: 0,
  },
  {
    test: 'expression_is_true',
    package: 'dbt_utils',
    on: revenueDaily,
    arguments: { expression: 'revenue_eur >= 0' },
    found: 'error',
    error: 'column "revenue_eur" does not exist',
    foundAfterFix: 0,
  },
  {
    test: 'not_null',
    on: revenueDaily,
    column: 'revenue',
    tags: ['board'],
    found: 'skipped',
    foundAfterFix: 0,
  },
  {
    test: 'unique',
    on: webSessions,
    column: 'session_id',
    severity: 'warn',
    found: 480,
    foundAfterFix: 480,
  },
];

/** The two runs: which field of a test holds what they found, and when they were. */
export const runs = [
  {
    file: 'run_results.json',
    found: 'found',
    invocationId: '6f1c1a52-3b0e-4f7e-9c39-7d2f4c1f0a01',
    startedAt: '2026-01-22T06:00:04.000Z',
  },
  {
    file: 'run_results_fixed.json',
    found: 'foundAfterFix',
    invocationId: '6f1c1a52-3b0e-4f7e-9c39-7d2f4c1f0a02',
    startedAt: '2026-01-22T13:00:03.000Z',
  },
];
