import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  DATASET_ANNOTATION,
  DBT_NODE_ANNOTATION,
} from 'backstage-plugin-servicenow-ticketing-common';
import { aDataset } from '../../__testUtils__/anomalyWorld';
import { EntityMatcher, type Matchable } from './EntityMatcher';

const ENTITIES = [
  aDataset('orders', { [DATASET_ANNOTATION]: 'shop.public.orders' }),
  aDataset('shop', { [DATASET_ANNOTATION]: 'a.b, SHOP.PUBLIC.Orders' }, 'API'),
  aDataset(
    'loader',
    { [DBT_NODE_ANNOTATION]: 'model.shop.orders,model.shop.items' },
    'Component',
  ),
  aDataset('bare', { [DATASET_ANNOTATION]: 'orders' }),
  aDataset('team', { [DATASET_ANNOTATION]: 'shop.public.orders' }, 'Group'),
  aDataset('plain', {}),
];

const named = (fqn: string | undefined, nodeId?: string): Matchable => ({
  dataset: { name: 'orders', fqn, nodeId },
});

describe('EntityMatcher', () => {
  const assignments = new Map<string, string[]>();

  beforeEach(() => assignments.clear());

  const create = () => {
    const catalog = catalogServiceMock.mock();
    const real = catalogServiceMock({ entities: ENTITIES });
    catalog.getEntities.mockImplementation(real.getEntities.bind(real));
    catalog.getEntitiesByRefs.mockImplementation(
      real.getEntitiesByRefs.bind(real),
    );
    const clock = { now: 0 };
    const matcher = new EntityMatcher({
      auth: mockServices.auth(),
      catalog,
      logger: mockServices.logger.mock(),
      assignments: { listAll: async () => assignments },
      patterns: new Map([
        [
          'warehouse',
          {
            match: /^prod\.(?<schema>[^.]+)\.(?<table>[^.]+)$/,
            entityRef: 'resource:default/{table}',
          },
        ],
      ]),
      now: () => clock.now,
    });
    return { catalog, clock, matcher };
  };
  const matchOne = async (item: Matchable) =>
    (await create().matcher.match([item]))[0];

  it('matches by the fully qualified name in any case and quotes, and only datasets', async () => {
    expect(await matchOne(named('"Shop"."PUBLIC".orders'))).toEqual([
      'api:default/shop',
      'resource:default/orders',
    ]);
  });

  it("matches by the tool's own id of the dataset", async () => {
    expect(await matchOne(named(undefined, 'model.shop.items'))).toEqual([
      'component:default/loader',
    ]);
    expect(
      await matchOne(named('shop.public.orders', 'model.shop.orders')),
    ).toEqual([
      'api:default/shop',
      'component:default/loader',
      'resource:default/orders',
    ]);
  });

  it('takes the word of an admin before annotations, and that of the source before both', async () => {
    assignments.set(':shop.public.orders', ['resource:default/plain']);
    const item = named('Shop.Public.Orders');
    expect(await matchOne(item)).toEqual(['resource:default/plain']);
    expect(
      await matchOne({ ...item, entityRef: 'resource:default/bare' }),
    ).toEqual(['resource:default/bare']);
  });

  it('matches by the pattern of its source where nothing else does, if there is such an entity', async () => {
    const { matcher } = create();
    const from = (source: string, fqn: string) => ({ ...named(fqn), source });
    expect(
      await matcher.match([
        from('warehouse', 'PROD.sales.plain'),
        from('warehouse', 'prod.sales.gone'),
        from('warehouse', 'dev.sales.plain'),
        from('other', 'prod.sales.plain'),
        from('warehouse', 'shop.public.orders'),
      ]),
    ).toEqual([
      ['resource:default/plain'],
      [],
      [],
      [],
      ['api:default/shop', 'resource:default/orders'],
    ]);
  });

  it.each([undefined, 'orders', 'public.orders', 'x.shop.public.orders', ''])(
    'does not guess by %p',
    async fqn => {
      expect(await matchOne(named(fqn))).toEqual([]);
    },
  );

  it('believes a source that names an entity, if there is one', async () => {
    const dataset = named('a.b').dataset;
    expect(
      await matchOne({ dataset, entityRef: 'Resource:Default/Plain' }),
    ).toEqual(['resource:default/plain']);
    for (const entityRef of ['resource:default/gone', 'user:me', '::', '']) {
      expect(await matchOne({ dataset, entityRef })).toEqual([
        'api:default/shop',
      ]);
    }
  });

  it('asks the catalog once a minute, or sooner for a dataset it does not know', async () => {
    const { catalog, clock, matcher } = create();
    const asked = () => catalog.getEntities.mock.calls.length;
    await Promise.all([
      matcher.match([named('a.b')]),
      matcher.match([named('a.b')]),
    ]);
    expect(asked()).toBe(1);
    clock.now = 59_000;
    await matcher.match([named('a.b')]);
    expect(asked()).toBe(1);
    await matcher.match([named('unknown.x')]);
    expect(asked()).toBe(2);
    clock.now += 4_000;
    await matcher.match([named('unknown.x')]);
    expect(asked()).toBe(2);
    clock.now += 60_000;
    await matcher.match([named('a.b')]);
    expect(asked()).toBe(3);
    await matcher.match([]);
    expect(asked()).toBe(3);
  });

  it('lives on what it knows while the catalog is away', async () => {
    const { catalog, clock, matcher } = create();
    await matcher.match([named('a.b')]);
    clock.now = 120_000;
    catalog.getEntities.mockRejectedValueOnce(new Error('down'));
    expect(await matcher.match([named('a.b')])).toEqual([['api:default/shop']]);
  });

  it('asks to send again when it knows nothing yet', async () => {
    const { catalog, matcher } = create();
    catalog.getEntities.mockRejectedValueOnce(new Error('down'));
    await expect(matcher.match([named('a.b')])).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('Send the report again later'),
    });
    expect(await matcher.match([named('a.b')])).toEqual([['api:default/shop']]);
  });
});
