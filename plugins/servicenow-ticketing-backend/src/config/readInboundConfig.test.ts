import { ConfigReader } from '@backstage/config';
import { readInboundConfig } from './readInboundConfig';

const read = (inbound?: object) =>
  readInboundConfig(
    new ConfigReader({ servicenowTicketing: inbound ? { inbound } : {} }),
  );

describe('readInboundConfig', () => {
  it('has what suits most', () => {
    expect(read()).toEqual({
      enabled: true,
      reconcileInterval: 24 * 3_600_000,
      reconcileEvery: 600_000,
      push: { minInterval: 2_000 },
    });
  });

  it('reads what is given', () => {
    expect(
      read({
        enabled: false,
        reconcileInterval: '2h',
        reconcileEvery: { minutes: 1 },
        push: { minInterval: 'PT5S' },
      }),
    ).toEqual({
      enabled: false,
      reconcileInterval: 2 * 3_600_000,
      reconcileEvery: 60_000,
      push: { minInterval: 5_000 },
    });
  });

  it('names what is wrong and the remedy', () => {
    expect(() => read({ push: { minInterval: 'soon' } })).toThrow(
      'servicenowTicketing.inbound.push.minInterval: must be a duration such as 8s',
    );
  });
});
