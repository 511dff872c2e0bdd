import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readIngestConfig } from './readIngestConfig';

const DAY = 86_400_000;

describe('readIngestConfig', () => {
  const read = (ingest?: JsonObject) =>
    readIngestConfig(
      new ConfigReader({ servicenowTicketing: ingest ? { ingest } : {} }),
    );

  it('keeps documents for a week, and knows reports for three months', () => {
    expect(read()).toEqual({
      keep: true,
      maxAge: 7 * DAY,
      maxTotalBytes: 1_000 * 1024 * 1024,
      rememberFor: 90 * DAY,
    });
  });

  it('reads what is configured', () => {
    expect(
      read({
        keepDocuments: {
          enabled: false,
          maxAge: { days: 1 },
          maxTotalMegabytes: 5,
        },
        rememberFor: 'P30D',
      }),
    ).toEqual({
      keep: false,
      maxAge: DAY,
      maxTotalBytes: 5 * 1024 * 1024,
      rememberFor: 30 * DAY,
    });
  });

  it.each([
    [{ keepDocuments: { maxAge: 'soon' } }, 'ingest.keepDocuments.maxAge'],
    [
      { keepDocuments: { maxTotalMegabytes: 0 } },
      'ingest.keepDocuments.maxTotalMegabytes: must be a number from 1 on',
    ],
    [{ rememberFor: { days: 0 } }, 'ingest.rememberFor'],
  ])('says what is wrong with %j', (ingest, message) => {
    expect(() => read(ingest as JsonObject)).toThrow(message);
  });
});
