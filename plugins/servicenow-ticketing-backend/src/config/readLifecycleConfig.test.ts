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
      retention: { documents: 14 * DAY },
    });
  });

  it('takes what is given', () => {
    expect(
      read({
        flapping: { turns: 3, within: { hours: 12 } },
        escalateAfter: 50,
        archiveExpiry: { days: 90 },
        retention: {
          archivedAnomalies: { days: 365 },
          occurrences: '180d',
          documents: { days: 2 },
        },
      }),
    ).toEqual({
      rules: {
        flapping: { turns: 3, within: DAY / 2 },
        escalateAfter: 50,
        archiveExpiry: 90 * DAY,
      },
      retention: {
        archivedAnomalies: 365 * DAY,
        occurrences: 180 * DAY,
        documents: 2 * DAY,
      },
    });
  });

  it.each([
    [{ escalateAfter: 0 }, /lifecycle\.escalateAfter: must be a whole number/],
    [{ flapping: { turns: 21 } }, /flapping\.turns: .*from 1 to 20/],
    [{ retention: { documents: 'soon' } }, /retention\.documents/],
  ])('names the key and the remedy for %j', (lifecycle, message) => {
    expect(() => read(lifecycle)).toThrow(message);
  });
});
