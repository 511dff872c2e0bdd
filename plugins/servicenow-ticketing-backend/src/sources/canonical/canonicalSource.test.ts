import { survivesMutations } from '../__testUtils__/fuzz';
import {
  fingerprints,
  parseWith,
  RECEIVED_AT,
} from '../__testUtils__/parseWith';
import { canonicalSource } from './canonicalSource';

const parse = parseWith(canonicalSource);

const item = (change: object = {}) => ({
  check_key: 'test.shop.unique_orders_id',
  outcome: 'fail',
  dataset: { platform: 'snowflake', fqn: 'sales.public.orders' },
  entity_ref: 'resource:default/orders',
  fields: ['order_id'],
  type: 'record',
  severity: 'critical',
  weight: 8,
  count: 17,
  title: 'order_id is not unique',
  message: '17 duplicate rows',
  url: 'https://checks.example/1',
  tags: ['pii'],
  ...change,
});
const batch = (items: unknown[], run?: unknown) => ({
  source: 'warehouse-checks',
  run,
  items,
});
const first = (change?: object, options?: object) =>
  parse(batch([item(change)]), options).observations[0];

describe('the canonical form', () => {
  it('becomes observations', () => {
    const run = {
      id: 'r1',
      observed_at: '2026-01-22T14:22:40+01:00',
      complete: true,
    };
    expect(parse(batch([item()], run))).toEqual({
      run: { id: 'r1', observedAt: new Date('2026-01-22T13:22:40Z') },
      observations: [
        {
          index: 0,
          checkKey: 'test.shop.unique_orders_id',
          identity: undefined,
          outcome: 'fail',
          dataset: {
            platform: 'snowflake',
            fqn: 'sales.public.orders',
            name: 'orders',
          },
          entityRef: 'resource:default/orders',
          partition: undefined,
          fields: ['order_id'],
          type: 'record',
          sourceSeverity: 'critical',
          severity: 'critical',
          weight: 8,
          count: 17,
          title: 'order_id is not unique',
          message: '17 duplicate rows',
          url: 'https://checks.example/1',
          tags: ['pii'],
        },
      ],
      ignored: 0,
      errors: [],
    });
  });

  it('needs a check, an outcome and something it is about, no more', () => {
    const report = parse(
      batch([
        { check_key: 'a', outcome: 'fail', dataset: { name: 'orders' } },
        { check_key: 'b', outcome: 'warn', entity_ref: 'resource:default/x' },
      ]),
    );
    expect(report.observations).toMatchObject([
      { title: 'a', severity: 'high', fields: [], tags: [], message: '' },
      { dataset: { name: 'resource:default/x' }, severity: 'medium' },
    ]);
    expect(report.run).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
      observedAt: RECEIVED_AT,
    });
  });

  it('recognises a problem by what it is about, or by the fingerprint given', () => {
    const prints = (...changes: object[]) =>
      fingerprints(parse(batch(changes.map(item))).observations);
    const [a, b, ...others] = prints(
      { fields: ['a', 'b'] },
      {
        fields: ['b', 'a'],
        count: 3,
        message: 'x',
        title: 'y',
        severity: 'low',
      },
      { fields: ['a'] },
      { fields: ['a', 'b'], partition: '2026-01' },
      { fields: ['a', 'b'], check_key: 'other' },
      { fields: ['a', 'b'], dataset: { fqn: 'sales.public.returns' } },
    );
    expect(b).toBe(a);
    expect(new Set([a, ...others]).size).toBe(5);
    const [c, d] = prints(
      { fingerprint: '77' },
      { fingerprint: '77', check_key: 'renamed' },
    );
    expect(d).toBe(c);
  });

  it("reads severities in any case, the source's own included", () => {
    const options = { severity: { p1: 'critical', default: 'low' } };
    expect(first({ severity: 'HIGH' }).severity).toBe('high');
    expect(first({ severity: 'P1' }, options).severity).toBe('critical');
    expect(first({ severity: null }, options).severity).toBe('low');
  });

  it('says what is wrong with an item by position and uses the others', () => {
    const report = parse(
      batch([
        item({ outcome: 'exploded' }),
        item(),
        item({ check_key: '' }),
        item({ dataset: null, entity_ref: null }),
        item({ count: -1 }),
        item({ fields: 'order_id' }),
        'text',
      ]),
    );
    expect(report.observations).toMatchObject([{ index: 1 }]);
    expect(report.errors.map(({ index }) => index)).toEqual([0, 2, 3, 4, 5, 6]);
    expect(report.errors.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^outcome: .*"fail"\|"warn"/),
      'check_key: must not be empty',
      expect.stringMatching(/^dataset: is missing/),
      expect.stringMatching(/^count: /),
      expect.stringMatching(/^fields: /),
      expect.any(String),
    ]);
  });

  it.each([
    [null, 'This is nothing'],
    [[], 'This is a list'],
    [{ items: {} }, 'This is no document of the canonical form'],
    [{ alerts: [] }, 'looks like a notification of Alertmanager'],
    [
      batch([], { observed_at: 'yesterday' }),
      /run\.observed_at: must be a time/,
    ],
    [batch([], { id: 7 }), /run\.id: /],
    [batch([], 'r1'), /^run: /],
  ])('is not %j', (document, reason) => {
    expect(() => parse(document)).toThrow(reason);
  });

  it('never breaks the reader, whatever it holds', () => {
    expect(
      survivesMutations(canonicalSource, [
        batch([item(), item({ outcome: 'pass' })], { id: 'r1' }),
      ]),
    ).toBe(true);
  });
});
