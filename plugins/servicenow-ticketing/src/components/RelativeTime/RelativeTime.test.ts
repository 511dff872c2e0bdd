import { relativeTime } from './RelativeTime';

describe('relativeTime', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-01-22T12:00:00Z') });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([
    ['2026-01-20T12:00:00Z', '2 days ago'],
    ['2026-01-22T11:48:00Z', '12 minutes ago'],
    ['2026-01-22T12:00:00Z', '0 seconds ago'],
    // The backend's clock may be ahead of the browser's.
    ['2026-01-22T12:00:03Z', '0 seconds ago'],
    ['2026-01-22T12:01:00Z', 'in 1 minute'],
  ])('says %s as %s', (iso, words) => {
    expect(relativeTime(iso)).toBe(words);
  });
});
