import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { dbtSource } from '../sources/dbt/dbtSource';
import { readSourcesConfig } from './readSourcesConfig';

describe('readSourcesConfig', () => {
  const read = (sources?: JsonObject) =>
    readSourcesConfig(
      new ConfigReader(sources ? { servicenowTicketing: { sources } } : {}),
      { adapters: [dbtSource, { ...dbtSource, adapter: 'soda' }] },
    );

  it('reads sources with their titles and severities', () => {
    expect(
      read({
        warehouse: {
          adapter: 'dbt',
          title: 'Warehouse tests',
          severity: { ERROR: 'critical', warn: 'low' },
        },
        'lake-2': { adapter: 'soda', datasetLabels: ['asset', 'model'] },
      }),
    ).toEqual([
      {
        id: 'warehouse',
        title: 'Warehouse tests',
        adapter: dbtSource,
        severity: { error: 'critical', warn: 'low' },
      },
      {
        id: 'lake-2',
        title: 'lake-2',
        adapter: expect.objectContaining({ adapter: 'soda' }),
        severity: {},
        datasetLabels: ['asset', 'model'],
      },
    ]);
    expect(read()).toEqual([]);
  });

  it.each([
    [
      { warehouse: { adapter: 'DBT' } },
      'Unknown adapter "DBT" at servicenowTicketing.sources.warehouse.adapter: known are dbt, soda',
    ],
    [{ warehouse: {} }, 'servicenowTicketing.sources.warehouse.adapter'],
    [
      { warehouse: { adapter: 'dbt', severity: { warn: 'severe' } } },
      'Invalid severity "severe" at servicenowTicketing.sources.warehouse.severity.warn: use one of critical, high, medium, low',
    ],
    [
      { [`x${'y'.repeat(64)}`]: { adapter: 'dbt' } },
      'at servicenowTicketing.sources: use at most 64 letters',
    ],
  ])('says where the mistake in %j is and what to do', (sources, message) => {
    expect(() => read(sources as JsonObject)).toThrow(message);
  });
});
