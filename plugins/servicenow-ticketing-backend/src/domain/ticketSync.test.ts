import { describeSync } from './ticketSync';

const now = new Date('2026-01-01T00:00:00Z');
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const DOWN =
  'ServiceNow does not answer: the connection was refused (acme.service-now.com). Check the instance URL.';

describe('describeSync', () => {
  it('has nothing to say when nothing waits', () => {
    expect(describeSync([], now)).toEqual({
      waiting: 0,
      failed: 0,
      next_attempt_at: null,
      message: null,
    });
  });

  it('counts what is on the way', () => {
    expect(
      describeSync([{ status: 'delivering' }, { status: 'pending' }], now),
    ).toMatchObject({ waiting: 2, message: '2 updates on the way' });
  });

  it.each([
    [60, 'next try in 1 min'],
    [9.2, 'next try in 10 s'],
    [7200, 'next try in 2 h'],
    [-5, 'next try now'],
  ])('says why it waits, and until when (%d s)', (seconds, next) => {
    expect(
      describeSync(
        [
          {
            status: 'retrying',
            lastError: DOWN,
            nextAttemptAt: inSeconds(seconds),
          },
          { status: 'pending' },
        ],
        now,
      ),
    ).toEqual({
      waiting: 2,
      failed: 0,
      next_attempt_at: inSeconds(seconds).toISOString(),
      message: `2 updates waiting: ServiceNow does not answer: the connection was refused (acme.service-now.com) (${next})`,
    });
  });

  it('says what failed for good, with its remedy, and what that holds up', () => {
    expect(
      describeSync(
        [
          { status: 'dead', lastError: 'Refused. Add the role itil.' },
          { status: 'pending' },
        ],
        now,
      ),
    ).toEqual({
      waiting: 1,
      failed: 1,
      next_attempt_at: null,
      message:
        '1 update failed: Refused. Add the role itil. 1 update behind it cannot go on.',
    });
  });
});
