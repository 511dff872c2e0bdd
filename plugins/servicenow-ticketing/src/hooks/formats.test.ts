import { createFormats, localeOf } from './formats';

const english = createFormats('en');
const german = createFormats('de');

describe('formats', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-01-22T12:00:00Z') });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([
    ['2026-01-20T12:00:00Z', '2 days ago', 'vor 2 Tagen'],
    ['2026-01-22T11:48:00Z', '12 minutes ago', 'vor 12 Minuten'],
    ['2026-01-22T12:00:00Z', '0 seconds ago', 'vor 0 Sekunden'],
    // The backend's clock may be ahead of the browser's.
    ['2026-01-22T12:00:03Z', '0 seconds ago', 'vor 0 Sekunden'],
    ['2026-01-22T12:01:00Z', 'in 1 minute', 'in 1 Minute'],
  ])('says %s as %s', (iso, inEnglish, inGerman) => {
    expect(english.relativeTime(iso)).toBe(inEnglish);
    expect(german.relativeTime(iso)).toBe(inGerman);
  });

  it.each([
    [0, '0m'],
    [59 * 60, '59m'],
    [3600, '1h'],
    [3600 * 6 + 1800, '6h 30m'],
    [86_400, '1d'],
    [86_400 * 3 + 3600 * 4, '3d 4h'],
    [86_400 * 2 - 60, '2d'],
  ])('says %s seconds as %s', (seconds, text) => {
    expect(english.duration(seconds)).toBe(text);
  });

  it('writes numbers and days as the language does', () => {
    expect(english.number(12_345)).toBe('12,345');
    expect(german.number(12_345)).toBe('12.345');
    expect(english.count(1000, false)).toBe('1,000+');
    expect(english.count(999, true)).toBe('999');
    expect(english.day('2026-01-05')).toBe('Jan 5');
    expect(german.day('2026-01-05')).toBe('5. Jan.');
    expect(german.exactTime('2026-01-22T12:00:00Z')).toContain('22. Januar');
  });

  it('takes the browser’s variety of the portal’s language, and no other language', () => {
    expect(localeOf('en', ['de-DE', 'en-GB'])).toBe('en-GB');
    expect(localeOf('de', ['en-US'])).toBe('de');
  });
});
