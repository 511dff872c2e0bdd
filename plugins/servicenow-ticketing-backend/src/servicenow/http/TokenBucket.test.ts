import fc from 'fast-check';
import { createManualClock } from '../__testUtils__/manualClock';
import { TokenBucket } from './TokenBucket';

describe('TokenBucket', () => {
  it('never lets more calls through in any minute than it may, and no fewer in the long run', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 60 }),
        (perMinute, idleTimes) => {
          let time = 0;
          const bucket = new TokenBucket({
            perMinute,
            now: () => new Date(time),
          });
          const calls: number[] = [];
          let stillWaiting = 0;
          const call = () => {
            time += bucket.wait();
            stillWaiting += bucket.wait();
            bucket.take();
            calls.push(time);
          };
          idleTimes.forEach(idle => {
            time += idle;
            call();
          });
          const busyFrom = time;
          for (let i = 0; i < 2 * perMinute; i++) {
            call();
          }
          // Of so many calls and one more, the last is a minute after the first.
          const tooClose = calls.filter(
            (at, index) =>
              index >= perMinute && at - calls[index - perMinute] < 60_000,
          );
          expect({ tooClose, stillWaiting }).toEqual({
            tooClose: [],
            stillWaiting: 0,
          });
          expect(time - busyFrom).toBeLessThanOrEqual(
            (perMinute < 6 ? 4 : 2.5) * 60_000 + 1_000,
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  it('lets a few calls through at once', () => {
    const bucket = new TokenBucket({ perMinute: 60, ...createManualClock() });
    for (let i = 0; i < 10; i++) {
      expect(bucket.wait()).toBe(0);
      bucket.take();
    }
    expect(bucket.wait()).toBe(1_200);
  });

  it('stands a clock that is set back', () => {
    let time = 100_000;
    const bucket = new TokenBucket({ perMinute: 6, now: () => new Date(time) });
    bucket.take();
    time = 0;
    expect(bucket.wait()).toBe(12_000);
    time += 12_000;
    expect(bucket.wait()).toBe(0);
  });
});
