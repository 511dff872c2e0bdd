import { describeWithSamples, readSample } from '../../__testUtils__/samples';
import { fingerprints, parseWith } from '../__testUtils__/parseWith';
import { qualyticsSource } from './qualyticsSource';

describeWithSamples('real anomalies of Qualytics', () => {
  it('reads a list of three', () => {
    const report = parseWith(qualyticsSource)(
      readSample('qualytics/anomalies_list_datahub_golden.json'),
    );
    expect(report).toMatchObject({
      run: { observedAt: new Date('2026-09-08T08:15:00Z') },
      ignored: 0,
      errors: [],
    });
    expect(
      report.observations.map(observation => [
        observation.title,
        observation.type,
        observation.severity,
        observation.count,
        observation.dataset.nodeId,
        observation.message,
      ]),
    ).toEqual([
      [
        'notNull on AMOUNT',
        'record',
        'high',
        2103,
        'qualytics.container.10',
        '2103 rows failed notNull on AMOUNT',
      ],
      [
        'satisfiesExpression',
        'shape',
        'high',
        3,
        'qualytics.container.10',
        '3 rows failed satisfiesExpression',
      ],
      [
        'matchesPattern on EMAIL',
        'record',
        'medium',
        42,
        'qualytics.container.11',
        '42 rows failed matchesPattern on EMAIL',
      ],
    ]);
    expect(report.observations[0].dataset).toMatchObject({
      platform: 'snowflake',
      fqn: 'sales-warehouse.ORDERS',
      name: 'ORDERS',
    });
    expect(new Set(fingerprints(report.observations)).size).toBe(3);
  });
});
