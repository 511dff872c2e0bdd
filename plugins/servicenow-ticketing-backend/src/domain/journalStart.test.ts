import { journalStart } from './journalStart';

const NOW = new Date('2026-01-23T19:51:23Z');
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);

describe('journalStart', () => {
  it('begins after the last change of a ticket that has rested', () => {
    expect(journalStart({ updatedAt: ago(3_600) }, NOW)).toEqual(ago(3_599));
  });

  it('begins with the second of the last change while it may not be over', () => {
    expect(journalStart({ updatedAt: ago(5) }, NOW)).toEqual(ago(5));
  });

  it('begins now where ServiceNow does not say', () => {
    expect(journalStart({}, NOW)).toEqual(NOW);
  });
});
