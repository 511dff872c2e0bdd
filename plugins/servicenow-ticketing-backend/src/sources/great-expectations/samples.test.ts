import { describeWithSamples, readSample } from '../../__testUtils__/samples';
import { parseWith } from '../__testUtils__/parseWith';
import { greatExpectationsSource } from './greatExpectationsSource';

const parse = parseWith(greatExpectationsSource);

describeWithSamples('real results of Great Expectations', () => {
  it('reads a validation of 1.2', () => {
    const report = parse(
      readSample('great-expectations/gx_1.2_validation_result_failures.json'),
    );
    expect(report).toMatchObject({ ignored: 0, errors: [] });
    expect(report.run.observedAt).toEqual(new Date('2026-11-22T17:12:09.811Z'));
    expect(
      report.observations.map(({ outcome, fields, count, message }) => [
        outcome,
        fields.join(),
        count,
        message,
      ]),
    ).toEqual([
      [
        'error',
        'no_such_column',
        undefined,
        'Error: The column "no_such_column" in BatchData does not exist.',
      ],
      ['fail', 'customer_id', 1, '1 of 4 rows has no customer_id'],
      ['fail', 'id', 2, '2 of 4 rows have an id that is not unique'],
      [
        'fail',
        'amount',
        1,
        '1 of 4 rows does not meet expect_column_values_to_be_between on amount',
      ],
      [
        'fail',
        'status',
        1,
        '1 of 4 rows has a status that is not among those accepted',
      ],
      ['pass', '', undefined, ''],
      ['fail', 'order_total', undefined, 'There is no column order_total'],
    ]);
    for (const { dataset, partition } of report.observations) {
      expect(dataset).toEqual({ name: 'orders', fqn: 'warehouse.orders' });
      expect(partition).toBeUndefined();
    }
  });

  it('reads a validation from before 1.0, and copies no names out of it', () => {
    const report = parse(
      readSample('great-expectations/legacy_titanic_validate_results.json'),
    );
    expect(report).toMatchObject({ ignored: 0, errors: [] });
    expect(report.observations).toHaveLength(10);
    expect(
      report.observations.filter(({ outcome }) => outcome === 'fail'),
    ).toMatchObject([
      {
        index: 3,
        type: 'expect_column_values_to_be_in_set',
        dataset: { name: 'titanic' },
        fields: ['PClass'],
        count: 1,
        message:
          '1 of 1,313 rows has a PClass that is not among those accepted',
      },
    ]);
    expect(
      report.observations.filter(({ outcome }) => outcome === 'pass'),
    ).toHaveLength(9);
    expect(JSON.stringify(report)).not.toMatch(/Downton|Jacobsohn|Seman/);
  });
});
