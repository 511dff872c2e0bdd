import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { dbtSource } from '../sources/dbt/dbtSource';
import { readSourcesConfig } from './readSourcesConfig';

describe('readSourcesConfig', () => {
  const read = (sources?: JsonObject, host: JsonObject = {}) =>
    readSourcesConfig(
      new ConfigReader({
        ...host,
        ...(sources && { servicenowTicketing: { sources } }),
      }),
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
      { warehouse: { adapter: 'dbt', secret: 'short' } },
      'Invalid secret at servicenowTicketing.sources.warehouse.secret: use at least 16 characters',
    ],
    [
      { warehouse: { adapter: 'dbt', signatureHeader: 'X-Signature' } },
      'servicenowTicketing.sources.warehouse.signatureHeader needs servicenowTicketing.sources.warehouse.secret',
    ],
    [
      { warehouse: { adapter: 'dbt', eventTopic: 'a/b' } },
      'Invalid topic at servicenowTicketing.sources.warehouse.eventTopic',
    ],
    [
      {
        warehouse: { adapter: 'dbt', eventTopic: 'checks' },
        lake: { adapter: 'soda', eventTopic: 'checks' },
      },
      'The sources warehouse and lake have the same topic',
    ],
    [
      { [`x${'y'.repeat(64)}`]: { adapter: 'dbt' } },
      'at servicenowTicketing.sources: use at most 64 letters',
    ],
  ])('says where the mistake in %j is and what to do', (sources, message) => {
    expect(() => read(sources as JsonObject)).toThrow(message);
  });

  it('reads how a source signs, and where its events come', () => {
    const secret = 'a secret of the source';
    const [source] = read({
      warehouse: {
        adapter: 'dbt',
        secret,
        signatureHeader: 'X-OM-Signature',
        eventTopic: 'data-quality.warehouse',
      },
    });
    expect(source).toMatchObject({
      signature: { secret, header: 'x-om-signature' },
      eventTopic: 'data-quality.warehouse',
    });
  });

  it('wants no topic that everybody may post to', () => {
    expect(() =>
      read(
        { warehouse: { adapter: 'dbt', eventTopic: 'checks' } },
        { events: { http: { topics: ['checks'] } } },
      ),
    ).toThrow('Take "checks" out of events.http.topics');
  });
});
