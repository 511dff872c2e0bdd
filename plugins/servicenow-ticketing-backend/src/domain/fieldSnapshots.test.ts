import { afterAnswer, followedValues, isStale } from './fieldSnapshots';
import type { RemoteTicket } from './remoteTicket';

const answer = (change: Partial<RemoteTicket>) => change as RemoteTicket;

describe('followedValues', () => {
  it('leaves out what ServiceNow does not show, and cuts what is too long to compare', () => {
    const shown: Record<string, string> = {
      state: '2',
      assigned_to: '',
      short_description: 'x'.repeat(5_000),
      description: 'not followed',
    };
    expect(followedValues(field => shown[field])).toEqual({
      state: '2',
      assigned_to: '',
      short_description: 'x'.repeat(1_000),
    });
  });
});

describe('afterAnswer', () => {
  const values = { state: '6', active: 'true', urgency: '1', priority: '2' };

  it('takes everything that is there for agreed upon when nothing was before', () => {
    expect(
      afterAnswer(
        undefined,
        answer({ values, written: { u_severity: '9', description: 'long' } }),
      ),
    ).toEqual({ ...values, u_severity: '9' });
  });

  it.each([
    // what was written, what is agreed upon afterwards
    [{}, { state: '1', active: 'true', urgency: '3', priority: '5' }],
    [
      { work_notes: 'note' },
      { state: '1', active: 'true', urgency: '3', priority: '5' },
    ],
    [
      { state: '6', close_notes: 'done' },
      { state: '6', active: 'true', urgency: '3', priority: '5' },
    ],
    [
      { urgency: '1' },
      { state: '1', active: 'true', urgency: '1', priority: '2' },
    ],
    [
      { u_severity: 'sev1' },
      {
        state: '1',
        active: 'true',
        urgency: '3',
        priority: '5',
        u_severity: 'sev1',
      },
    ],
  ])(
    'of %o takes over only what we wrote, so that what others changed stays news',
    (written, expected) => {
      expect(
        afterAnswer(
          { state: '1', active: 'true', urgency: '3', priority: '5' },
          answer({ values, written }),
        ),
      ).toEqual(expected);
    },
  );

  it('believes what ServiceNow made of a value, not what was sent', () => {
    expect(
      afterAnswer({ state: '1' }, answer({ values, written: { state: '2' } })),
    ).toMatchObject({ state: '6' });
  });
});

describe('isStale', () => {
  it.each([
    [3, 4, true],
    [4, 4, false],
    [5, 4, false],
    [undefined, 4, false],
    [3, undefined, false],
  ])('version %s after version %s: %s', (modCount, newest, stale) => {
    expect(isStale({ modCount }, newest)).toBe(stale);
  });
});
