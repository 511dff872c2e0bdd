import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readQualyticsConfig } from './readQualyticsConfig';

describe('readQualyticsConfig', () => {
  const read = (qualytics: JsonObject, adapter = 'qualytics') =>
    readQualyticsConfig(
      new ConfigReader({
        servicenowTicketing: {
          sources: {
            warehouse: { adapter: 'dbt' },
            crm: { adapter, qualytics },
          },
        },
      }),
    );
  const usual = { baseUrl: 'https://acme.qualytics.io/api/', token: 'secret' };

  it('reads the sources that ask Qualytics', () => {
    expect(read(usual)).toEqual([
      {
        sourceId: 'crm',
        baseUrl: 'https://acme.qualytics.io/api',
        token: 'secret',
        pollInterval: 60_000,
        writesBack: true,
      },
    ]);
    expect(
      read({
        ...usual,
        datastores: [3],
        pollInterval: '5m',
        writeBack: false,
      }),
    ).toMatchObject([
      { datastores: [3], pollInterval: 300_000, writesBack: false },
    ]);
    expect(readQualyticsConfig(new ConfigReader({}))).toEqual([]);
  });

  it.each([
    [
      { ...usual, baseUrl: 'http://acme.example/api' },
      'crm.qualytics.baseUrl: must be the https address',
    ],
    [{ ...usual, baseUrl: 'acme' }, 'must be the https address'],
    [{ ...usual, datastores: ['3'] }, 'crm.qualytics.datastores: must be'],
    [{ ...usual, pollInterval: 'soon' }, 'qualytics.pollInterval: must be'],
    [{ baseUrl: usual.baseUrl }, 'qualytics.token'],
  ])('refuses %j', (section, reason) => {
    expect(() => read(section as JsonObject)).toThrow(reason);
  });

  it('is for its own adapter only', () => {
    expect(() => read(usual, 'dbt')).toThrow(
      'is for the adapter qualytics, and servicenowTicketing.sources.crm.adapter is dbt',
    );
  });
});
