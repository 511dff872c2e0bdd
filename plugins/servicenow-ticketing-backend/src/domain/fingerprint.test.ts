import { anObservation } from '../__testUtils__/observations';
import { fingerprint } from './fingerprint';

describe('fingerprint', () => {
  const first = fingerprint('dbt', anObservation());

  it('recognises a problem whatever its message, count, title and severity', () => {
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(
      fingerprint(
        'dbt',
        anObservation({
          index: 7,
          outcome: 'warn',
          message: 'other',
          count: 3,
          title: 'renamed',
          severity: 'low',
          tags: [],
        }),
      ),
    ).toBe(first);
  });

  it('does not mind the order of fields', () => {
    expect(fingerprint('dbt', anObservation({ fields: ['a', 'b'] }))).toBe(
      fingerprint('dbt', anObservation({ fields: ['b', 'a'] })),
    );
  });

  it.each([
    ['check', { checkKey: 'other' }],
    ['dataset', { dataset: { name: 'orders', fqn: 'shop.other.orders' } }],
    ['fields', { fields: ['order_id', 'shop_id'] }],
    ['partition', { partition: '2026-01-22' }],
  ])('tells problems apart by %s', (_what, change) => {
    expect(fingerprint('dbt', anObservation(change))).not.toBe(first);
  });

  it('tells sources apart', () => {
    expect(fingerprint('other', anObservation())).not.toBe(first);
  });

  it("trusts the source's own identity alone", () => {
    const known = anObservation({ identity: 'test.shop.unique_orders' });
    const bare = anObservation({
      identity: 'test.shop.unique_orders',
      dataset: { name: 'unknown' },
      fields: [],
    });
    expect(fingerprint('dbt', bare)).toBe(fingerprint('dbt', known));
    expect(fingerprint('dbt', known)).not.toBe(first);
  });
});
