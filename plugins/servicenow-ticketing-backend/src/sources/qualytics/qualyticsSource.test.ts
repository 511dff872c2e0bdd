import { survivesMutations } from '../__testUtils__/fuzz';
import {
  fingerprints,
  parseWith,
  RECEIVED_AT,
} from '../__testUtils__/parseWith';
import { qualyticsSource } from './qualyticsSource';

const parse = parseWith(qualyticsSource);

const anomaly = (change: object = {}) => ({
  id: 17,
  uuid: '0b6f2a54-0000-4000-8000-000000000017',
  fingerprint: null,
  type: 'record',
  status: 'Active',
  archived: false,
  created: '2026-01-31T06:00:00Z',
  weight: 5,
  anomalous_records_count: 12,
  datastore: { id: 3, name: 'crm', type: 'postgresql' },
  container: { id: 44, name: 'people' },
  failed_checks: [
    {
      message: '12 rows have no email',
      quality_check: {
        id: 9,
        rule_type: 'notNull',
        fields: [{ id: 1, name: 'email' }],
      },
    },
  ],
  global_tags: [{ id: 1, name: 'pii' }],
  ...change,
});
const list = (...items: unknown[]) => ({
  items,
  total: items.length,
  page: 1,
  pages: 1,
  size: 100,
});
const first = (change?: object) => parse(list(anomaly(change))).observations[0];

describe('anomalies of Qualytics', () => {
  it('become observations', () => {
    expect(parse(list(anomaly()))).toEqual({
      run: {
        id: expect.stringMatching(/^[0-9a-f]{64}$/),
        observedAt: new Date('2026-01-31T06:00:00Z'),
      },
      observations: [
        {
          index: 0,
          checkKey: 'notNull email',
          identity: 'anomaly:0b6f2a54-0000-4000-8000-000000000017',
          outcome: 'fail',
          dataset: {
            platform: 'postgresql',
            fqn: 'crm.people',
            name: 'people',
            nodeId: 'qualytics.container.44',
          },
          partition: undefined,
          fields: ['email'],
          type: 'record',
          sourceSeverity: 'medium',
          severity: 'medium',
          weight: 5,
          count: 12,
          title: 'notNull on email',
          message: '12 rows have no email',
          tags: ['pii'],
        },
      ],
      ignored: 0,
      errors: [],
    });
  });

  it.each([
    ['Active', false, 'fail'],
    ['Acknowledged', false, 'fail'],
    ['Resolved', true, 'pass'],
    ['Invalid', true, 'skipped'],
    ['Duplicate', true, 'skipped'],
    ['discarded', true, 'skipped'],
    ['Active', true, 'skipped'],
  ])('that are %s, archived %s: %s', (status, archived, outcome) => {
    expect(first({ status, archived }).outcome).toBe(outcome);
  });

  it('are known by their fingerprint, text or number, within their container', () => {
    const { observations } = parse(
      list(
        anomaly({ fingerprint: 81985529216486900, uuid: 'a' }),
        anomaly({ fingerprint: '81985529216486900', uuid: 'b' }),
        anomaly({
          fingerprint: '81985529216486900',
          container: { id: 45, name: 'people_2' },
        }),
        anomaly({ uuid: 'c' }),
        anomaly({ uuid: 'd' }),
      ),
    );
    const [number, text, elsewhere, third, fourth] = fingerprints(observations);
    expect(number).toBe(text);
    expect(new Set([text, elsewhere, third, fourth]).size).toBe(4);
  });

  it('are as bad as they weigh, or as the source says', () => {
    const severities = [10, 9, 7, 4, 1, null].map(
      weight => first({ weight }).severity,
    );
    expect(severities).toEqual([
      'critical',
      'critical',
      'high',
      'medium',
      'low',
      'medium',
    ]);
    const [observation] = parse(list(anomaly({ weight: 8 })), {
      severity: { high: 'critical' },
    }).observations;
    expect(observation).toMatchObject({
      severity: 'critical',
      sourceSeverity: 'high',
    });
  });

  it('are read bare, in a list, and one by one where some make no sense', () => {
    expect(parse(anomaly()).observations).toHaveLength(1);
    expect(parse([anomaly()]).observations).toHaveLength(1);
    expect(
      parse(list(null, anomaly({ status: 'Lost' }), anomaly())),
    ).toMatchObject({
      observations: [{ index: 2 }],
      errors: [
        { index: 0 },
        { index: 1, reason: expect.stringContaining('status "Lost"') },
      ],
    });
    expect(parse(list({ uuid: null, status: 'Active' })).errors).toEqual([
      { index: 0, reason: 'uuid: is missing, and so are fingerprint and id' },
    ]);
    expect(parse(list()).run.observedAt).toEqual(RECEIVED_AT);
  });

  it.each([
    [null, 'This is nothing'],
    [{ alerts: [] }, 'looks like a notification of Alertmanager'],
    [{ total: 0 }, 'This is no document of Qualytics'],
    [{ source: 'checks', items: [] }, 'looks like a canonical batch'],
  ])('are not %j', (document, reason) => {
    expect(() => parse(document)).toThrow(reason);
  });

  it('never break the reader, whatever they hold', () => {
    expect(
      survivesMutations(qualyticsSource, [
        list(anomaly(), anomaly({ fingerprint: 'abc' })),
        anomaly({ partition: { name: '2026-01-31' } }),
      ]),
    ).toBe(true);
  });
});
