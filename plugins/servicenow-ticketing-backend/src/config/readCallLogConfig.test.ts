import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readCallLogConfig } from './readCallLogConfig';

const read = (callLog?: JsonObject) =>
  readCallLogConfig(
    new ConfigReader(callLog ? { servicenowTicketing: { callLog } } : {}),
  );

describe('readCallLogConfig', () => {
  it('keeps the calls of a week, at most a thousand of each integration', () => {
    expect(read()).toEqual({
      enabled: true,
      keep: 1_000,
      maxAge: 7 * 24 * 3600_000,
    });
  });

  it('reads what is given', () => {
    expect(read({ enabled: false, keep: 5, maxAge: '12h' })).toEqual({
      enabled: false,
      keep: 5,
      maxAge: 12 * 3600_000,
    });
  });

  it.each([
    [{ keep: 0 }, /callLog\.keep: must be a whole number.*enabled to false/],
    [{ keep: 1.5 }, /callLog\.keep: must be a whole number/],
    [{ maxAge: 'long' }, /callLog\.maxAge: must be a duration/],
    [{ maxAge: { days: 0 } }, /callLog\.maxAge: must be longer/],
  ])('names what is wrong with %j', (callLog, message) => {
    expect(() => read(callLog)).toThrow(message);
  });
});
