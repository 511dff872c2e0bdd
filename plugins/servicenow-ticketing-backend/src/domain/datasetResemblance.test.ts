import {
  namesOfDataset,
  nodePartsOf,
  partsOf,
  resemblance,
  wordsOf,
} from './datasetResemblance';

const between = (dataset: string, other: string) =>
  resemblance(partsOf(dataset), partsOf(other));

it('splits names into words, whatever joins them', () => {
  expect(wordsOf('stg_CustomerOrders-2024')).toEqual([
    'stg',
    'customer',
    'order',
    '2024',
  ]);
  expect(wordsOf('Categories of address')).toEqual([
    'category',
    'of',
    'address',
  ]);
});

it('knows all names of a dataset', () => {
  expect(
    namesOfDataset({
      name: 'orders',
      fqn: '"SHOP".public.[Orders]',
      nodeId: 'model.shop.fct_orders.v2',
    }),
  ).toEqual([['SHOP', 'public', 'Orders'], ['shop', 'fct_orders'], ['orders']]);
  expect(
    namesOfDataset({ name: 'orders', nodeId: 'qualytics.container.7' }),
  ).toEqual([['orders']]);
  expect(nodePartsOf('source.shop.raw.v2')).toEqual(['shop', 'raw']);
});

it('ranks the same name before one that shares words, and that before others', () => {
  const scores = [
    'shop-public-customer-orders',
    'public.customer_orders',
    'CustomerOrders',
    'fct-customer-orders',
    'customer-orders-api',
    'customers',
    'invoices',
  ].map(other => between('shop.public.customer_orders', other));
  expect(scores).toEqual([...scores].sort((one, two) => two - one));
  expect(new Set(scores).size).toBe(scores.length);
  expect(scores[0]).toBe(1);
  expect(scores[2]).toBe(0.9);
  expect(scores[4]).toBeGreaterThan(0.5);
  expect(scores[5]).toBeLessThan(0.5);
  expect(scores[6]).toBe(0);
});

it('says nothing of names without letters', () => {
  expect(between('shop.public.orders', 'a.---')).toBe(0);
});
