import { entityRefByPattern } from './datasetPattern';

const pattern = {
  match: /^prod\.(?<schema>[^.]+)\.(?<table>[^.]+)$/,
  entityRef: 'resource:{schema}/{table}',
};

describe('entityRefByPattern', () => {
  it('fills in what the groups matched', () => {
    expect(entityRefByPattern('prod.sales.orders', pattern)).toBe(
      'resource:sales/orders',
    );
  });

  it.each(['dev.sales.orders', 'prod.sales', '', `prod.a.${'x'.repeat(600)}`])(
    'says nothing about %j',
    name => {
      expect(entityRefByPattern(name, pattern)).toBeUndefined();
    },
  );

  it('says nothing where the result is no entity ref', () => {
    const empty = { match: /^(?<a>x?)/, entityRef: 'resource:default/{a}{b}' };
    expect(entityRefByPattern('y', empty)).toBeUndefined();
  });
});
