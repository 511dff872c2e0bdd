import { formatDuration } from './duration';

describe('formatDuration', () => {
  it.each([
    [0, '0m'],
    [59 * 60, '59m'],
    [3600, '1h'],
    [3600 * 6 + 1800, '6h 30m'],
    [86_400, '1d'],
    [86_400 * 3 + 3600 * 4, '3d 4h'],
    [86_400 * 2 - 60, '2d'],
  ])('says %s seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds, 'en')).toBe(text);
  });
});
