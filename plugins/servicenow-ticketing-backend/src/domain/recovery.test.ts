import { recoveryByWeek, statisticsOf, weekOf } from './recovery';

const restored = (resolvedAt: string, hours: number) => ({
  resolvedAt: new Date(resolvedAt),
  openedAt: new Date(new Date(resolvedAt).getTime() - hours * 3600_000),
});
const HOUR = 3600;

describe('recovery', () => {
  it('begins weeks on Monday, in UTC', () => {
    for (const at of [
      '2026-01-19T00:00:00Z',
      '2026-01-23T19:51:23Z',
      '2026-01-25T23:59:59Z',
    ]) {
      expect(weekOf(new Date(at)).toISOString()).toBe(
        '2026-01-19T00:00:00.000Z',
      );
    }
  });

  it('tells mean and median, which differ when one takes very long', () => {
    const incidents = [1, 2, 30].map(hours =>
      restored('2026-01-20T12:00:00Z', hours),
    );
    expect(statisticsOf(incidents)).toEqual({
      count: 3,
      mean: 11 * HOUR,
      median: 2 * HOUR,
    });
    expect(statisticsOf(incidents.slice(0, 2)).median).toBe(1.5 * HOUR);
    expect(statisticsOf([])).toEqual({ count: 0 });
    expect(statisticsOf([restored('2026-01-20T12:00:00Z', -5)])).toEqual({
      count: 1,
      mean: 0,
      median: 0,
    });
  });

  it('counts each incident in the week it was resolved in, empty weeks included', () => {
    expect(
      recoveryByWeek(
        [
          restored('2026-01-04T23:59:59Z', 1),
          restored('2026-01-05T00:00:00Z', 2),
          restored('2026-01-23T10:00:00Z', 4),
        ],
        { weeks: 3, now: new Date('2026-01-23T19:51:23Z') },
      ),
    ).toEqual([
      {
        week: new Date('2026-01-05T00:00:00Z'),
        count: 1,
        mean: 2 * HOUR,
        median: 2 * HOUR,
      },
      { week: new Date('2026-01-12T00:00:00Z'), count: 0 },
      {
        week: new Date('2026-01-19T00:00:00Z'),
        count: 1,
        mean: 4 * HOUR,
        median: 4 * HOUR,
      },
    ]);
  });
});
