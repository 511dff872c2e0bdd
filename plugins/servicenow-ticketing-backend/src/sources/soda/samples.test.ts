import { describeWithSamples, readSample } from '../../__testUtils__/samples';
import { fingerprints, parseWith } from '../__testUtils__/parseWith';
import { sodaSource } from './sodaSource';

describeWithSamples('real scan results of Soda', () => {
  it('reads a scan of Soda Core 3.5.6', () => {
    const report = parseWith(sodaSource)(
      readSample('soda/v3.5.6_scan_results_failures.json'),
    );
    expect(report).toMatchObject({
      run: { observedAt: new Date('2026-11-22T17:10:42Z') },
      ignored: 0,
      errors: [],
    });
    expect(
      report.observations.map(
        ({ checkKey, outcome, type, fields, severity, count }) => [
          checkKey,
          outcome,
          type,
          fields.join(),
          severity,
          count,
        ],
      ),
    ).toEqual([
      ['d81de9b5', 'pass', 'row_count', '', 'high', undefined],
      ['1bc88e52', 'fail', 'schema', '', 'high', undefined],
      ['4c416cef', 'fail', 'missing_count', 'customer_id', 'high', 1],
      ['686f8cf3', 'fail', 'duplicate_count', 'id', 'high', 1],
      ['16ac84a0', 'fail', 'invalid_count', 'status', 'high', 1],
      ['cd2facf6', 'fail', 'min', 'amount', 'high', undefined],
      ['8c0896d9', 'fail', 'freshness', 'created_at', 'high', undefined],
    ]);
    expect(report.observations.map(({ message }) => message)).toEqual([
      '',
      '1 column is missing: order_total',
      'missing_count(customer_id) = 0: found 1',
      'duplicate_count(id) = 0: found 1, fails when > 10',
      'invalid_count(status) = 0: found 1',
      'min(amount): found -3, fails when < 0',
      'freshness(created_at) < 1d: the newest data is 322 days, 7:10:41 old',
    ]);
    expect(report.observations[2]).toMatchObject({
      title: 'Every order has a customer',
      sourceSeverity: 'high',
    });
    for (const { dataset } of report.observations) {
      expect(dataset).toEqual({ name: 'orders', fqn: 'duckdb.orders' });
    }
    expect(new Set(fingerprints(report.observations)).size).toBe(7);
  });
});
