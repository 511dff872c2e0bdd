import { endOfSilence, type SilencedFailure } from './silence';

const at = (day: number) => new Date(Date.UTC(2026, 0, day));
const failure = (change: Partial<SilencedFailure> = {}): SilencedFailure => ({
  observedAt: at(10),
  severity: 'medium',
  occurrences: 8,
  ...change,
});

describe('endOfSilence', () => {
  it('is silent as long as nothing says otherwise', () => {
    expect(endOfSilence({}, failure())).toBeUndefined();
    expect(
      endOfSilence(
        {
          archivedUntil: at(10),
          archivedOccurrences: 5,
          archivedSeverity: 'medium',
        },
        failure(),
        4,
      ),
    ).toBeUndefined();
  });

  it('ends when the time is over', () => {
    expect(endOfSilence({ archivedUntil: at(9) }, failure())).toBe('expired');
  });

  it('ends when it gets worse, not when it gets better', () => {
    const silence = { archivedSeverity: 'medium' as const };
    expect(endOfSilence(silence, failure({ severity: 'high' }))).toBe('worse');
    expect(endOfSilence(silence, failure({ severity: 'low' }))).toBeUndefined();
  });

  it('ends when it has come too often since', () => {
    const silence = { archivedOccurrences: 5 };
    expect(endOfSilence(silence, failure(), 3)).toBe('too often');
    expect(endOfSilence(silence, failure(), 4)).toBeUndefined();
    expect(endOfSilence(silence, failure())).toBeUndefined();
  });
});
