import { observedTime } from './observedTime';

describe('observedTime', () => {
  const receivedAt = new Date('2026-01-22T13:00:00Z');

  it('believes a time in the past', () => {
    const reported = new Date('2026-01-21T00:00:00Z');
    expect(observedTime(reported, receivedAt)).toEqual(reported);
  });

  it.each([
    undefined,
    new Date(NaN),
    new Date('0000-01-01T00:00:00Z'),
    new Date('9999-12-31T00:00:00Z'),
  ])('takes the time of arrival instead of %p', reported => {
    expect(observedTime(reported, receivedAt)).toEqual(receivedAt);
  });
});
