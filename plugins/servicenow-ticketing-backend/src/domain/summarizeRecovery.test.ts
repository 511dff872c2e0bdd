import {
  firstRecoveryWeek,
  summarizeRecovery,
  weekOf,
} from './summarizeRecovery';

// A Wednesday.
const NOW = new Date('2026-02-04T12:00:00Z');

const recovery = (restoredAt: string, hours: number) => ({
  restoredAt: new Date(restoredAt),
  failedAt: new Date(new Date(restoredAt).getTime() - hours * 3_600_000),
});

describe('summarizeRecovery', () => {
  it('begins weeks on Mondays, UTC', () => {
    expect(weekOf(new Date('2026-02-01T23:59:59Z'))).toEqual(
      new Date('2026-01-26T00:00:00Z'),
    );
    expect(weekOf(new Date('2026-02-02T00:00:00Z'))).toEqual(
      new Date('2026-02-02T00:00:00Z'),
    );
    expect(firstRecoveryWeek(NOW)).toEqual(new Date('2025-11-17T00:00:00Z'));
  });

  it('says nothing of nothing', () => {
    const summary = summarizeRecovery([], NOW);
    expect(summary).toMatchObject({
      days: 30,
      count: 0,
      median_seconds: null,
    });
    expect(summary.weeks).toHaveLength(12);
    expect(summary.weeks[0]).toEqual({
      week: '2025-11-17',
      count: 0,
      median_seconds: null,
    });
  });

  it('takes the median of the last 30 days, and of each week', () => {
    const summary = summarizeRecovery(
      [
        recovery('2026-02-04T10:00:00Z', 1),
        recovery('2026-02-02T10:00:00Z', 2),
        recovery('2026-01-28T10:00:00Z', 30),
        recovery('2025-12-01T10:00:00Z', 500),
      ],
      NOW,
    );
    expect(summary).toMatchObject({ count: 3, median_seconds: 2 * 3_600 });
    expect(summary.weeks.filter(({ count }) => count > 0)).toEqual([
      { week: '2025-12-01', count: 1, median_seconds: 500 * 3_600 },
      { week: '2026-01-26', count: 1, median_seconds: 30 * 3_600 },
      { week: '2026-02-02', count: 2, median_seconds: 1.5 * 3_600 },
    ]);
  });

  it('never counts less than no time at all', () => {
    expect(
      summarizeRecovery([recovery('2026-02-04T10:00:00Z', -1)], NOW)
        .median_seconds,
    ).toBe(0);
  });
});
