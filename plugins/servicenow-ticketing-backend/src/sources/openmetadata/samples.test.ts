import { describeWithSamples, readSample } from '../../__testUtils__/samples';
import { parseWith } from '../__testUtils__/parseWith';
import { openMetadataSource } from './openMetadataSource';

const parse = parseWith(openMetadataSource);

interface Sequences {
  testCaseResults: { name: string; results: object[] }[];
}

describeWithSamples('real documents of OpenMetadata', () => {
  const sequences = () =>
    readSample('openmetadata/testCaseResults_flapping_sequences.json');

  it('counts the last of the results of each test case', () => {
    const report = parse(sequences());
    expect(report).toMatchObject({ ignored: 0, errors: [] });
    expect(
      report.observations.map(({ checkKey, outcome }) => [checkKey, outcome]),
    ).toEqual([
      ['table_column_count_equals', 'pass'],
      ['shop_id.column_value_max_to_be_between', 'error'],
      ['last_name.column_values_to_match_regex', 'pass'],
    ]);
  });

  it('follows the results one by one', () => {
    const { testCaseResults } = sequences() as Sequences;
    const outcomes = testCaseResults.map(({ name, results }) =>
      results.map(
        (_result, index) =>
          parse({ name, results: results.slice(0, index + 1) }).observations[0]
            .outcome[0],
      ),
    );
    // p: pass, f: fail, e: error of the check
    expect(outcomes.map(letters => letters.join(''))).toEqual([
      'pppppffeppp',
      'pfppfppfpe',
      'pfepffpepp',
    ]);
  });

  it('takes no verdict from test suites, which hold no results', () => {
    const report = parse(
      readSample('openmetadata/testSuites_entityLink_excerpt.json'),
    );
    expect(report).toMatchObject({ observations: [], ignored: 3, errors: [] });
  });

  it('finds the tables and columns that tests are linked to', () => {
    const { tests } = readSample(
      'openmetadata/testSuites_entityLink_excerpt.json',
    ) as { tests: { testCases: object[] }[] };
    const report = parse(
      tests[0].testCases.map(test => ({ ...test, testCaseStatus: 'Failed' })),
    );
    const schema = 'sample_data.ecommerce_db.shopify';
    const odd = 'dim___reserved__colon____reserved__arrow__address';
    expect(
      report.observations.map(({ checkKey, dataset, fields, type }) => ({
        checkKey,
        dataset,
        fields,
        type,
      })),
    ).toEqual([
      {
        checkKey: `${schema}.dim_address.table_column_count_equals`,
        dataset: { name: 'dim_address', fqn: `${schema}.dim_address` },
        fields: [],
        type: 'tableColumnCountToEqual',
      },
      {
        checkKey: `${schema}.${odd}.table_column_count_equals`,
        dataset: { name: 'dim_::>address', fqn: `${schema}.${odd}` },
        fields: [],
        type: 'tableColumnCountToEqual',
      },
      {
        checkKey: `${schema}.dim_address.shop_id.column_value_max_to_be_between`,
        dataset: { name: 'dim_address', fqn: `${schema}.dim_address` },
        fields: ['shop_id'],
        type: 'columnValueMaxToBeBetween',
      },
    ]);
  });
});
