import { survivesMutations } from '../__testUtils__/fuzz';
import {
  fingerprints,
  parseWith,
  RECEIVED_AT,
} from '../__testUtils__/parseWith';
import { alertmanagerSource } from './alertmanagerSource';
import { labelFingerprint } from './labelFingerprint';

const parse = parseWith(alertmanagerSource);

const labels = {
  alertname: 'RowsMissing',
  dataset: 'shop.public.orders',
  severity: 'critical',
};
const alert = (change: object = {}) => ({
  status: 'firing',
  labels,
  annotations: {
    summary: 'Orders are short of rows',
    description: 'Fewer rows than on every Monday of this year',
  },
  startsAt: '2026-01-31T06:00:00Z',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'https://prometheus.example/graph?g0.expr=up',
  fingerprint: '2c8ae4fbb1c9d0e7',
  ...change,
});
const notification = (alerts: unknown[], change: object = {}) => ({
  version: '4',
  groupKey: '{}:{alertname="RowsMissing"}',
  truncatedAlerts: 0,
  status: 'firing',
  receiver: 'portal',
  alerts,
  ...change,
});
const first = (change?: object, options?: object) =>
  parse(notification([alert(change)]), options).observations[0];

describe('labelFingerprint', () => {
  it.each([
    [{}, 14695981039346656037n],
    // From the tests of Prometheus.
    [
      { name: 'garland, briggs', fear: 'love is not enough' },
      5799056148416392346n,
    ],
  ])('is that of Prometheus for %j', (values, expected) => {
    expect(labelFingerprint(new Map(Object.entries(values)))).toBe(
      expected.toString(16).padStart(16, '0'),
    );
  });
});

describe('notifications of Alertmanager', () => {
  it('become observations', () => {
    expect(parse(notification([alert()]))).toEqual({
      run: {
        id: expect.stringMatching(/^[0-9a-f]{64}$/),
        observedAt: RECEIVED_AT,
      },
      observations: [
        {
          index: 0,
          checkKey: 'RowsMissing',
          identity: '2c8ae4fbb1c9d0e7',
          outcome: 'fail',
          dataset: {
            platform: undefined,
            name: 'shop.public.orders',
            fqn: 'shop.public.orders',
          },
          entityRef: undefined,
          fields: [],
          type: 'alert',
          sourceSeverity: 'critical',
          severity: 'critical',
          title: 'Orders are short of rows',
          message: 'Fewer rows than on every Monday of this year',
          url: 'https://prometheus.example/graph?g0.expr=up',
          tags: [],
        },
      ],
      ignored: 0,
      errors: [],
    });
  });

  it.each([
    ['firing', 'fail'],
    ['resolved', 'pass'],
    ['Resolved', 'pass'],
  ])('say %s is %s, alert by alert', (status, outcome) => {
    const [observation] = parse(
      notification([alert({ status })], { status: 'firing' }),
    ).observations;
    expect(observation.outcome).toBe(outcome);
  });

  it('recognise an alert without a fingerprint by its labels', () => {
    const without = (change: object = {}) =>
      alert({ fingerprint: undefined, ...change });
    const [firing, resolved, other, given] = fingerprints(
      parse(
        notification([
          without(),
          without({
            status: 'resolved',
            labels: Object.fromEntries(Object.entries(labels).reverse()),
            annotations: {},
            endsAt: '2026-01-31T07:00:00Z',
          }),
          without({ labels: { ...labels, dataset: 'shop.public.payments' } }),
          alert({
            fingerprint: labelFingerprint(new Map(Object.entries(labels))),
          }),
        ]),
      ).observations,
    );
    expect(resolved).toBe(firing);
    expect(other).not.toBe(firing);
    expect(given).toBe(firing);
  });

  it.each([
    ['CRITICAL', 'critical'],
    ['Major', 'high'],
    ['minor', 'medium'],
    ['Warning', 'medium'],
    ['page', 'critical'],
    ['INFO', 'low'],
    ['purple', 'medium'],
    [undefined, 'medium'],
  ])('read the severity %s as %s', (severity, expected) => {
    expect(first({ labels: { ...labels, severity } })).toMatchObject({
      severity: expected,
    });
  });

  it("obey the source's severities and keep the original", () => {
    const severity = { purple: 'high', default: 'low' };
    expect(
      first({ labels: { ...labels, severity: 'Purple' } }, { severity }),
    ).toMatchObject({ sourceSeverity: 'Purple', severity: 'high' });
    expect(first({ labels: { alertname: 'x' } }, { severity }).severity).toBe(
      'low',
    );
  });

  it('say nothing about alerts that were left out', () => {
    const report = parse(notification([alert()], { truncatedAlerts: 40 }));
    expect(report.observations).toHaveLength(1);
  });

  it.each([
    [
      { fqn: 'a.b.c', table: 'x' },
      { name: 'a.b.c', fqn: 'a.b.c' },
    ],
    [
      { table: 'public.orders' },
      { name: 'public.orders', fqn: 'public.orders' },
    ],
    [
      { table: 'orders', schema: 'public', datname: 'shop' },
      { name: 'orders', fqn: 'shop.public.orders' },
    ],
    [
      { table: 'orders', dataset: 'sales', project: 'acme' },
      { name: 'orders', fqn: 'acme.sales.orders' },
    ],
    [{ table: 'orders' }, { name: 'orders', fqn: undefined }],
    [{ instance: '10.0.0.7' }, { name: '10.0.0.7', fqn: undefined }],
    [{}, { name: 'unknown dataset', fqn: undefined }],
  ])('find the dataset in the labels %j', (found, dataset) => {
    expect(
      first({ labels: { alertname: 'x', ...found } }).dataset,
    ).toMatchObject(dataset);
  });

  it('find the dataset in the labels that are configured, and in annotations', () => {
    const options = { datasetLabels: ['asset', 'model'] };
    expect(
      first({ labels: { ...labels, model: 'dwh.sales' } }, options).dataset.fqn,
    ).toBe('dwh.sales');
    expect(first({}, options).dataset.fqn).toBe('shop.public.orders');
    expect(
      first({
        labels: { alertname: 'x' },
        annotations: {
          table_fqn: 'shop.public.orders',
          entity_ref: 'resource:default/orders',
        },
      }),
    ).toMatchObject({
      dataset: { fqn: 'shop.public.orders' },
      entityRef: 'resource:default/orders',
    });
  });

  it('report alerts that cannot be used by position and use the others', () => {
    const report = parse(
      notification([
        null,
        alert(),
        alert({ status: 'suppressed' }),
        alert({ labels: undefined }),
        alert({ labels: {}, fingerprint: '' }),
      ]),
    );
    expect(report.observations).toMatchObject([{ index: 1 }]);
    expect(report.errors).toMatchObject([
      { index: 0 },
      { index: 2, reason: 'status "suppressed" is none of firing, resolved' },
      { index: 3, reason: expect.stringMatching(/^labels: /) },
      { index: 4, reason: expect.stringMatching(/^labels: are empty/) },
    ]);
  });

  it('are a run of their own whenever an alert changes', () => {
    const idOf = (change: object) =>
      parse(notification([alert(change)])).run.id;
    const states = [
      {},
      { status: 'resolved' },
      { startsAt: '2026-02-01T06:00:00Z' },
    ];
    expect(new Set(states.map(idOf)).size).toBe(3);
    expect(idOf({ annotations: {} })).toBe(idOf({}));
  });

  it.each([
    [null, 'This is nothing'],
    [{ alerts: {} }, 'Send what Alertmanager'],
    [{ checks: [], hasErrors: true }, 'looks like a scan result of Soda'],
  ])('are not %j', (document, reason) => {
    expect(() => parse(document)).toThrow(reason);
  });

  it('never break the reader, whatever they hold', () => {
    expect(
      survivesMutations(alertmanagerSource, [
        notification([alert(), alert({ fingerprint: undefined })]),
      ]),
    ).toBe(true);
  });
});
