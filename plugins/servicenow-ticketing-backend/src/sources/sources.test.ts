import type { AnomalySource } from 'backstage-plugin-servicenow-ticketing-node';
import { describeWithSamples, readSample } from '../__testUtils__/samples';
import { parseWith } from './__testUtils__/parseWith';
import { builtInSources } from '.';

const SAMPLES: Record<string, string[]> = {
  alertmanager: [
    'alertmanager/matjaz99_v4_firing_3alerts_nofingerprint.json',
    'alertmanager/matjaz99_v4_resolved_3alerts_nofingerprint.json',
  ],
  canonical: [],
  dbt: [
    'dbt/openlineage_test_v2_run_results.json',
    'dbt/parser_v6_1.9_build_allpass_run_results.json',
  ],
  'great-expectations': [
    'great-expectations/gx_1.2_validation_result_failures.json',
    'great-expectations/legacy_titanic_validate_results.json',
  ],
  openmetadata: [
    'openmetadata/testCaseResults_flapping_sequences.json',
    'openmetadata/testSuites_entityLink_excerpt.json',
  ],
  qualytics: ['qualytics/anomalies_list_datahub_golden.json'],
  soda: ['soda/v3.5.6_scan_results_failures.json'],
};

describe('the adapters that come with the plugin', () => {
  it('have names of their own', () => {
    const names = builtInSources.map(({ adapter }) => adapter);
    expect(names).toEqual(Object.keys(SAMPLES));
  });
});

describeWithSamples('documents sent to the source of another tool', () => {
  const files = Object.entries(SAMPLES).flatMap(([tool, names]) =>
    names.map(name => ({ tool, name })),
  );

  const outcomes = (source: AnomalySource) =>
    files.map(({ tool, name }) => {
      try {
        parseWith(source)(readSample(name));
        return { tool, name, outcome: 'read' };
      } catch (error) {
        const outcome = error instanceof Error ? error.name : 'no error';
        return { tool, name, outcome };
      }
    });

  it.each(builtInSources.map(source => [source.adapter, source] as const))(
    'are refused by %s',
    (adapter, source) => {
      expect(outcomes(source)).toEqual(
        files.map(file => ({
          ...file,
          outcome: file.tool === adapter ? 'read' : 'InputError',
        })),
      );
    },
  );
});
