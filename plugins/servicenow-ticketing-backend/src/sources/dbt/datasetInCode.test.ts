import { datasetInCode } from './datasetInCode';
import { dbtSource } from './dbtSource';
import { fingerprints, parseWith } from '../__testUtils__/parseWith';

describe('the dataset in the code of a test', () => {
  it.each([
    [
      'select count(*) from (select id from "shop"."public"."orders" where id is null) x',
      { name: 'orders', fqn: 'shop.public.orders' },
    ],
    [
      'with child as (select a from SHOP.PUBLIC.ORDERS), parent as (select b from SHOP.PUBLIC.PEOPLE) select 1',
      { name: 'ORDERS', fqn: 'SHOP.PUBLIC.ORDERS' },
    ],
    [
      'select 1\nfrom `my-project`.`shop`.`orders`',
      { name: 'orders', fqn: 'my-project.shop.orders' },
    ],
    [
      'select 1 from `my-project.shop.orders`',
      { name: 'orders', fqn: 'my-project.shop.orders' },
    ],
    [
      'select 1 from [shop].[dbo].[orders]',
      { name: 'orders', fqn: 'shop.dbo.orders' },
    ],
    [
      'select 1 from "shop"."public"."orders.v2"',
      { name: 'orders.v2', fqn: '"shop"."public"."orders.v2"' },
    ],
    [
      '-- from a.b.c\n/* from d.e.f */ select extract(day from o.created_at) from "s"."orders" o',
      { name: 'orders', fqn: 's.orders' },
    ],
    ['with x as (select 1) select * from x', undefined],
    ['select trim(both from a.b) from orders', undefined],
    ['select 1 from `orders`', undefined],
    ['', undefined],
    [null, undefined],
  ])('%s', (code, dataset) => {
    expect(datasetInCode(code)).toEqual(dataset);
  });

  it('takes no longer the longer the code is', () => {
    const started = performance.now();
    datasetInCode(`from ${'"a".'.repeat(500_000)}`);
    datasetInCode('/*'.repeat(500_000));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

it('is used where no manifest says better, and changes no identity', () => {
  const id = 'test.shop.unique_orders_id.a1b2c3d4e5';
  const document = {
    metadata: {
      dbt_schema_version: 'https://schemas.getdbt.com/dbt/run-results/v6.json',
      generated_at: '2026-01-31T06:00:00Z',
    },
    args: { which: 'test' },
    results: [
      {
        unique_id: id,
        status: 'fail',
        failures: 2,
        message: 'Got 2 results, configured to fail if != 0',
        compiled_code: 'select id from "shop"."public"."orders" group by id',
      },
    ],
  };
  const bare = parseWith(dbtSource)(document).observations;
  expect(bare[0].dataset).toEqual({
    name: 'orders',
    fqn: 'shop.public.orders',
  });
  const manifest = {
    metadata: { adapter_type: 'postgres' },
    nodes: {
      [id]: {
        name: 'unique_orders_id',
        attached_node: 'model.shop.orders',
        column_name: 'id',
      },
      'model.shop.orders': {
        name: 'orders',
        database: 'shop',
        schema: 'prod',
        alias: 'orders',
      },
    },
  };
  const full = parseWith(dbtSource)({ run_results: document, manifest });
  expect(full.observations[0].dataset).toMatchObject({
    fqn: 'shop.prod.orders',
    nodeId: 'model.shop.orders',
  });
  expect(fingerprints(full.observations)).toEqual(fingerprints(bare));
});
