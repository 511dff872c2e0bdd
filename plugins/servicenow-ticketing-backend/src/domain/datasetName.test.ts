import { normalizeDatasetName } from './datasetName';

describe('normalizeDatasetName', () => {
  it.each([
    ['shop.public.orders', 'shop.public.orders'],
    ['SHOP.Public.ORDERS', 'shop.public.orders'],
    ['"shop"."public"."orders"', 'shop.public.orders'],
    ['`my-project`.`sales`.`orders`', 'my-project.sales.orders'],
    ['[Shop].[dbo].[Order Lines]', 'shop.dbo.order lines'],
    [' shop . orders ', 'shop.orders'],
  ])('writes %s as %s', (name, expected) => {
    expect(normalizeDatasetName(name)).toBe(expected);
  });

  it('keeps a dot inside quotes apart from the dots between parts', () => {
    expect(normalizeDatasetName('"a.b".c')).not.toBe(
      normalizeDatasetName('a.b.c'),
    );
  });

  it.each(['orders', '', '.', 'shop.', '.orders', 'a..b'])(
    'refuses %p, which says too little to match by',
    name => {
      expect(normalizeDatasetName(name)).toBeUndefined();
    },
  );
});
