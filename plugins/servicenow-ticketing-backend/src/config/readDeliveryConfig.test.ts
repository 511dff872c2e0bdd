import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readDeliveryConfig } from './readDeliveryConfig';

const read = (delivery?: JsonObject) =>
  readDeliveryConfig(
    new ConfigReader(delivery ? { servicenowTicketing: { delivery } } : {}),
  );

describe('readDeliveryConfig', () => {
  it('has defaults', () => {
    expect(read()).toEqual({
      interactiveTimeout: 8_000,
      requestTimeout: 30_000,
      concurrency: 8,
      pollInterval: 5_000,
      initialBackoff: 2_000,
      maxBackoff: 600_000,
      giveUpAfter: 3 * 24 * 3600_000,
      combineNotes: true,
      transactionTimeout: 90_000,
    });
  });

  it('reads durations in every form of Backstage', () => {
    expect(
      read({
        interactiveTimeout: '3s',
        maxBackoff: 'PT5M',
        giveUpAfter: { hours: 2 },
        concurrency: 20,
      }),
    ).toMatchObject({
      interactiveTimeout: 3_000,
      maxBackoff: 300_000,
      giveUpAfter: 7_200_000,
      concurrency: 20,
    });
  });

  it.each([
    [{ interactiveTimeout: 'soon' }, /delivery\.interactiveTimeout: must be/],
    [
      { pollInterval: { seconds: 0 } },
      /delivery\.pollInterval: must be longer/,
    ],
    [{ concurrency: 0 }, /delivery\.concurrency: must be a whole number/],
    [{ concurrency: 1.5 }, /delivery\.concurrency: must be a whole number/],
  ])('names what is wrong with %j', (delivery, message) => {
    expect(() => read(delivery)).toThrow(message);
  });
});
