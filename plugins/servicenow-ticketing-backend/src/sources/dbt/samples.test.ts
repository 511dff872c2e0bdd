import { describeWithSamples, readSample } from '../../__testUtils__/samples';
import { parseDbt } from './__testUtils__/documents';

describeWithSamples('real dbt documents', () => {
  const read = (name: string) => readSample(`dbt/${name}`);

  it('reads a v2 run on BigQuery with its manifest', () => {
    const report = parseDbt({
      run_results: read('openlineage_test_v2_run_results.json'),
      manifest: read('openlineage_test_v2_manifest.json'),
    });

    expect(report.run).toEqual({
      id: '9adc7020-c784-4179-a4e3-e3c4ffb3b09c',
      observedAt: new Date('2021-08-23T15:06:44.629Z'),
    });
    expect(report.errors).toEqual([]);
    expect(report.ignored).toBe(0);
    expect(report.observations).toHaveLength(14);
    const failing = report.observations.filter(
      ({ outcome }) => outcome === 'fail',
    );
    expect(
      failing.map(({ type, count, dataset, message }) => ({
        type,
        count,
        fqn: dataset.fqn,
        message,
      })),
    ).toEqual([
      {
        type: 'dbt_expectations.expect_column_quantile_values_to_be_between',
        count: 6,
        fqn: 'random-gcp-project.dbt_test1.test_first_dbt_model',
        message: '6 rows failed the test',
      },
      {
        type: 'dbt_expectations.expect_column_median_to_be_between',
        count: 6,
        fqn: 'random-gcp-project.dbt_test1.test_first_dbt_model',
        message: '6 rows failed the test',
      },
      {
        type: 'unique',
        count: 1,
        fqn: 'random-gcp-project.dbt_test1.test_first_dbt_model',
        message: '1 value of id is not unique',
      },
      {
        type: 'unique',
        count: 1,
        fqn: 'random-gcp-project.dbt_test1.test_second_dbt_model',
        message: '1 value of id is not unique',
      },
    ]);
    expect(failing[2]).toMatchObject({
      checkKey:
        'test.dbt_bigquery_test.unique_test_first_dbt_model_id.1f3ee5c4a1',
      title: 'unique_test_first_dbt_model_id',
      fields: ['id'],
      sourceSeverity: 'ERROR',
      severity: 'high',
      tags: ['schema'],
      dataset: {
        platform: 'bigquery',
        name: 'test_first_dbt_model',
        nodeId: 'model.dbt_bigquery_test.test_first_dbt_model',
      },
    });
    // A test of a source, which dbt names differently.
    expect(report.observations.at(-1)).toMatchObject({
      outcome: 'pass',
      type: 'not_null',
      dataset: {
        fqn: 'random-gcp-project.dbt_test2.source_table',
        nodeId: 'source.dbt_bigquery_test.dbt_test2.source_table',
      },
    });
  });

  it('reads the same run without its manifest, by the same identities', () => {
    const runResults = read('openlineage_test_v2_run_results.json');
    const bare = parseDbt(runResults);
    const full = parseDbt({
      run_results: runResults,
      manifest: read('openlineage_test_v2_manifest.json'),
    });

    expect(bare.observations.map(({ identity }) => identity)).toEqual(
      full.observations.map(({ identity }) => identity),
    );
    expect(bare.observations.map(({ outcome }) => outcome)).toEqual(
      full.observations.map(({ outcome }) => outcome),
    );
    expect(bare.observations[8]).toMatchObject({
      title: 'unique_test_first_dbt_model_id',
      type: 'unique',
      fields: [],
      severity: 'high',
      message: 'Got 1 result, configured to fail if != 0',
      dataset: { name: 'unknown dataset' },
    });
    expect(bare.observations[8].dataset.fqn).toBeUndefined();
  });

  it('reads singular tests, whose failure may say "configured to warn"', () => {
    const report = parseDbt({
      run_results: read('openlineage_singular_v5_run_results.json'),
      manifest: read('openlineage_singular_v5_manifest.json'),
    });

    expect(report).toMatchObject({ ignored: 0, errors: [] });
    expect(report.observations).toMatchObject([
      {
        checkKey: 'test.my_project.assert_positive_amounts',
        outcome: 'pass',
        type: 'singular',
      },
      {
        checkKey: 'test.my_project.assert_row_count_within_range',
        outcome: 'fail',
        count: 5,
        type: 'singular',
        title: 'assert_row_count_within_range',
        // Its own configuration asks for no more than a warning.
        sourceSeverity: 'warn',
        severity: 'medium',
        message: '5 rows failed the test',
        // The manifest holds no model, so that its name is all there is to know.
        dataset: { name: 'orders' },
      },
    ]);
    expect(report.observations[1].dataset.fqn).toBeUndefined();
  });

  it('takes no verdict from "dbt docs generate", which runs no test', () => {
    const report = parseDbt(
      read('parser_v6_1.12_docsgenerate_run_results.json'),
    );
    expect(report).toMatchObject({ observations: [], ignored: 46, errors: [] });
  });

  it('takes the tests of "dbt build" and leaves models, seeds and hooks', () => {
    const report = parseDbt(
      read('parser_v6_1.9_build_allpass_run_results.json'),
    );
    expect(report).toMatchObject({ ignored: 41, errors: [] });
    expect(report.observations).toHaveLength(20);
    expect(report.observations.every(({ outcome }) => outcome === 'pass')).toBe(
      true,
    );
  });

  it('survives the manifest of another project', () => {
    const report = parseDbt({
      run_results: read('openlineage_test_v2_run_results.json'),
      manifest: read('openlineage_singular_v5_manifest.json'),
    });
    expect(report.observations).toHaveLength(14);
    expect(report.observations[0].dataset).toEqual({ name: 'unknown dataset' });
  });

  it('says which other document of dbt it was given', () => {
    const manifest = read('openlineage_test_v2_manifest.json');
    expect(() => parseDbt(manifest)).toThrow(
      'This looks like a dbt manifest.json. Send the run_results.json or sources.json',
    );
    expect(() =>
      parseDbt({
        run_results: manifest,
        manifest: read('openlineage_test_v2_run_results.json'),
      }),
    ).toThrow('run_results looks like a dbt manifest.json');
    expect(() =>
      parseDbt({
        run_results: read('openlineage_test_v2_run_results.json'),
        manifest: read('openlineage_test_v2_run_results.json'),
      }),
    ).toThrow('manifest looks like dbt run-results');
  });
});

describeWithSamples('documents of other tools given to dbt', () => {
  it.each([
    ['great-expectations/legacy_titanic_validate_results.json', 'Great Exp'],
    ['great-expectations/gx_1.2_validation_result_failures.json', 'Great Exp'],
    ['soda/v3.5.6_scan_results_failures.json', 'Soda'],
    [
      'alertmanager/matjaz99_v4_firing_3alerts_nofingerprint.json',
      'Alertmanager',
    ],
    ['qualytics/anomalies_list_datahub_golden.json', 'dbt'],
    ['cloudevents/spec_batch.json', 'a list'],
  ])('refuses %s by name', (file, name) => {
    expect(() => parseDbt(readSample(file))).toThrow(name);
  });
});
