import { anAnomaly } from '../../__testUtils__/samples';
import { inverseOf } from './inverseOf';

const NOW = new Date('2026-02-01T00:00:00Z');
const LATER = '2026-02-02T00:00:00Z';
const EARLIER = '2026-01-02T00:00:00Z';

describe('inverseOf', () => {
  it('brings back the status, with all that belonged to it', () => {
    expect(
      inverseOf(
        anAnomaly({ status: 'Acknowledged' }),
        { status: 'Archived', resolution: 'Resolved' },
        NOW,
      ),
    ).toEqual({ status: 'Acknowledged' });
    expect(
      inverseOf(
        anAnomaly({
          status: 'Archived',
          resolution: 'Invalid',
          archived_until: LATER,
        }),
        { status: 'Active' },
        NOW,
      ),
    ).toEqual({
      status: 'Archived',
      resolution: 'Invalid',
      archived_until: LATER,
    });
    expect(
      inverseOf(
        anAnomaly({
          status: 'Archived',
          resolution: 'Duplicate',
          duplicate_of: 5,
          archived_until: EARLIER,
        }),
        { status: 'Active' },
        NOW,
      ),
    ).toEqual({ status: 'Archived', resolution: 'Duplicate', duplicate_of: 5 });
  });

  it('brings back who looked after it, and when it was to wake up', () => {
    const before = anAnomaly({
      assignee: 'user:default/bob',
      snoozed_until: LATER,
    });
    expect(inverseOf(before, { assignee: null }, NOW)).toEqual({
      assignee: 'user:default/bob',
    });
    expect(inverseOf(before, { snoozed_until: null }, NOW)).toEqual({
      snoozed_until: LATER,
    });
    expect(inverseOf(before, { status: 'Active' }, NOW)).toEqual({
      status: 'Active',
      snoozed_until: LATER,
    });
  });

  it('does not snooze until a time that is over', () => {
    expect(
      inverseOf(
        anAnomaly({ snoozed_until: EARLIER }),
        { snoozed_until: LATER },
        NOW,
      ),
    ).toEqual({ snoozed_until: null });
  });
});
