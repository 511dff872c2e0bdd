import { similarityOf } from './similarity';

describe('similarityOf', () => {
  it('is 1 for the same words in any order and writing', () => {
    expect(
      similarityOf('Orders: order_id is NOT unique', 'unique order id, orders'),
    ).toBe(1);
  });

  it('grows with what two texts share', () => {
    const title = 'orders: order_id is not unique (17 rows)';
    const near = similarityOf(title, 'orders: order_id is not unique (9 rows)');
    const far = similarityOf(title, 'Orders page is slow in the shop');
    expect(near).toBeGreaterThan(0.7);
    expect(far).toBeLessThan(0.4);
  });

  it('is 0 where there is nothing to compare', () => {
    expect(similarityOf('', 'orders')).toBe(0);
    expect(similarityOf('of the', 'of the')).toBe(0);
  });
});
