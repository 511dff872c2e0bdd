import fc from 'fast-check';
import { nextSlots } from './ticketSlots';

const HOUR = 3_600_000;
const now = new Date('2026-01-22T12:00:00Z');
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);

describe('nextSlots', () => {
  it('gives out what is free at once, and the rest an hour after what is in the way', () => {
    expect(
      nextSlots(4, {
        planned: [minutes(-10), minutes(-50)],
        perHour: 3,
        now,
      }),
    ).toEqual([now, minutes(10), minutes(50), minutes(60)]);
  });

  it('goes on behind those that wait already', () => {
    expect(
      nextSlots(1, { planned: [minutes(30), minutes(20)], perHour: 2, now }),
    ).toEqual([minutes(80)]);
  });

  it('never lets more than the limit begin within an hour, whatever comes when', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.array(
          fc.record({
            count: fc.integer({ min: 0, max: 8 }),
            after: fc.integer({ min: 0, max: 100 }),
          }),
          { maxLength: 12 },
        ),
        (perHour, reports) => {
          const all: number[] = [];
          let last = now.getTime();
          for (const { count, after } of reports) {
            const at = last + after * 60_000;
            last = at;
            const planned = all
              .filter(time => time > at - HOUR)
              .sort((a, b) => b - a)
              .slice(0, perHour)
              .map(time => new Date(time));
            const slots = nextSlots(count, {
              planned,
              perHour,
              now: new Date(at),
            }).map(slot => slot.getTime());
            expect(slots).toHaveLength(count);
            expect(slots.every(slot => slot >= at)).toBe(true);
            all.push(...slots);
          }
          for (const time of all) {
            const within = all.filter(
              other => other >= time && other < time + HOUR,
            );
            expect(within.length).toBeLessThanOrEqual(perHour);
          }
        },
      ),
    );
  });
});
