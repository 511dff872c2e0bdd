import fc from 'fast-check';
import { backoffDelay } from './backoff';

const policy = { initial: 2_000, maximum: 600_000 };

describe('backoffDelay', () => {
  it('doubles up to the maximum', () => {
    const delays = [1, 2, 3, 9, 10, 1_000].map(number =>
      backoffDelay(policy, { number, random: 1 }),
    );
    expect(delays).toEqual([2_000, 4_000, 8_000, 512_000, 600_000, 600_000]);
  });

  it('spreads by chance over the upper half', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (number, random) => {
          const longest = backoffDelay(policy, { number, random: 1 });
          const delay = backoffDelay(policy, { number, random });
          expect(delay).toBeGreaterThanOrEqual(longest / 2);
          expect(delay).toBeLessThanOrEqual(longest);
        },
      ),
    );
  });

  it('waits as long as ServiceNow asks, but not for ever', () => {
    const delay = (retryAfter: number) =>
      backoffDelay(policy, { number: 1, random: 1, retryAfter });
    expect(delay(90_000)).toBe(90_000);
    expect(delay(1_000)).toBe(2_000);
    expect(delay(24 * 3600_000)).toBe(3600_000);
  });
});
