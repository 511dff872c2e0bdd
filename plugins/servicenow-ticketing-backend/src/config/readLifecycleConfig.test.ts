import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readLifecycleConfig } from './readLifecycleConfig';

const DAY = 24 * 3600_000;
const read = (lifecycle?: JsonObject) =>
  readLifecycleConfig(
    new ConfigReader(lifecycle ? { servicenowTicketing: { lifecycle } } : {}),
  );

describe('readLifecycleConfig', () => {
  it('has a sensible meaning when nothing is said', () => {
    expect(read()).toEqual({
      rules: { flapping: { turns: 5, within: 7 * DAY } },
    });
  });

  it('takes what is given', () => {
    expect(
      read({
        flapping: { turns: 3, within: { hours: 12 } },
        escalateAfter: 50,
        archiveExpiry: { days: 90 },
      }),
    ).toEqual({
      rules: {
        flapping: { turns: 3, within: DAY / 2 },
        escalateAfter: 50,
        archiveExpiry: 90 * DAY,
      },
    });
  });

  it.each([
    [{ escalateAfter: 0 }, /lifecycle\.escalateAfter: must be a whole number/],
    [{ flapping: { turns: 21 } }, /flapping\.turns: .*from 1 to 20/],
    [{ archiveExpiry: 'soon' }, /lifecycle\.archiveExpiry/],
  ])('names the key and the remedy for %j', (lifecycle, message) => {
    expect(() => read(lifecycle)).toThrow(message);
  });
});
