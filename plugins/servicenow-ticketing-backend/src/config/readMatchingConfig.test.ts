import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readMatchingConfig } from './readMatchingConfig';

describe('readMatchingConfig', () => {
  const read = (matching?: JsonObject) =>
    readMatchingConfig(
      new ConfigReader({ servicenowTicketing: matching ? { matching } : {} }),
    );

  it('asks every ten minutes and listens to nothing', () => {
    expect(read()).toEqual({ interval: 600_000, eventTopics: [] });
  });

  it('reads what is configured', () => {
    expect(read({ interval: '1m', eventTopics: ['catalog.changed'] })).toEqual({
      interval: 60_000,
      eventTopics: ['catalog.changed'],
    });
  });

  it('refuses to do nothing else', () => {
    expect(() => read({ interval: '5s' })).toThrow(
      'servicenowTicketing.matching.interval: must be at least 30 seconds',
    );
  });
});
