import { ConfigReader } from '@backstage/config';
import { readHealthCheckConfig } from './readHealthCheckConfig';

describe('readHealthCheckConfig', () => {
  it('checks every five minutes unless told otherwise', () => {
    expect(readHealthCheckConfig(new ConfigReader({}))).toEqual({
      enabled: true,
      interval: 300_000,
    });
    expect(
      readHealthCheckConfig(
        new ConfigReader({
          servicenowTicketing: {
            healthCheck: { enabled: false, interval: 'PT1H' },
          },
        }),
      ),
    ).toEqual({ enabled: false, interval: 3600_000 });
  });

  it('names what is wrong', () => {
    expect(() =>
      readHealthCheckConfig(
        new ConfigReader({
          servicenowTicketing: { healthCheck: { interval: 'often' } },
        }),
      ),
    ).toThrow(
      /servicenowTicketing\.healthCheck\.interval: must be a duration such as/,
    );
  });
});
