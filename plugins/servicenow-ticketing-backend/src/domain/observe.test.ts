import { anAnomaly, anObservation } from '../__testUtils__/observations';
import type { AnomalyRecord } from './anomaly';
import {
  observeAgain,
  observeDuplicate,
  observeFirst,
  type Run,
} from './observe';

const fingerprint = 'f'.repeat(64);
const entityRefs = ['resource:default/orders'];
const run: Run = {
  source: 'dbt',
  id: 'r2',
  observedAt: new Date('2026-01-23T06:00:00Z'),
  receivedAt: new Date('2026-01-23T06:01:00Z'),
};
const current: AnomalyRecord = { id: 1, ...anAnomaly({ entityRefs }) };
const again = (
  change: Parameters<typeof anObservation>[0],
  options: { run?: Partial<Run>; current?: Partial<AnomalyRecord> } = {},
) =>
  observeAgain(
    { ...current, ...options.current },
    { observation: anObservation(change), fingerprint, entityRefs },
    { ...run, ...options.run },
  );

describe('observeFirst', () => {
  it('makes an anomaly of a failure and nothing of a pass', () => {
    const known = { fingerprint, entityRefs };
    expect(
      observeFirst({ ...known, observation: anObservation() }, run),
    ).toMatchObject({
      effect: 'created',
      activity: 'detected',
      anomaly: {
        status: 'Active',
        occurrenceCount: 1,
        affectedCount: 17,
        failedChecks: [
          {
            name: 'unique_orders_order_id',
            message: '17 values of order_id are not unique',
          },
        ],
        firstSeenAt: run.observedAt,
        createdAt: run.receivedAt,
      },
    });
    const passing = anObservation({ outcome: 'pass' });
    expect(
      observeFirst({ ...known, observation: passing }, run),
    ).toBeUndefined();
  });
});

describe('observeAgain', () => {
  it('counts a failure and takes over what it says', () => {
    const change = again({ count: 3, message: '3 values', severity: 'low' });
    expect(change).toMatchObject({
      effect: 'updated',
      occurrence: true,
      anomaly: {
        occurrenceCount: 2,
        affectedCount: 3,
        message: '3 values',
        severity: 'low',
        firstSeenAt: current.firstSeenAt,
        lastSeenAt: run.observedAt,
        version: 1,
      },
    });
  });

  it('does not forget the dataset when a report does not know it', () => {
    const { anomaly } = again({
      dataset: { name: 'unknown dataset' },
      fields: [],
      title: 'bare',
      message: 'Got 4 results',
      count: 4,
    });
    expect(anomaly).toMatchObject({
      dataset: current.dataset,
      fields: ['order_id'],
      title: current.title,
      entityRefs,
      message: 'Got 4 results',
      affectedCount: 4,
    });
  });

  it('keeps the last failure in words when the check passes', () => {
    const change = again({ outcome: 'pass', message: '', count: undefined });
    expect(change).toMatchObject({
      effect: 'resolved',
      activity: 'passed',
      anomaly: {
        status: 'Archived',
        resolution: 'Resolved',
        message: current.message,
        affectedCount: 17,
        occurrenceCount: 1,
        lastSeenAt: current.lastSeenAt,
        lastObservedAt: run.observedAt,
        version: 2,
      },
    });
  });

  it('takes note of a check that passes as before without a word', () => {
    const change = again(
      { outcome: 'pass' },
      {
        current: {
          condition: 'passing',
          status: 'Archived',
          resolution: 'Resolved',
        },
      },
    );
    expect(change).toMatchObject({ effect: 'ignored', occurrence: false });
    expect(change.activity).toBeUndefined();
    expect(change.anomaly.updatedAt).toEqual(current.updatedAt);
  });

  it('counts a late failure and lets it decide nothing', () => {
    const change = again(
      { count: 99, message: 'old' },
      {
        run: { observedAt: new Date('2026-01-01T00:00:00Z') },
        current: {
          condition: 'passing',
          status: 'Archived',
          resolution: 'Resolved',
        },
      },
    );
    expect(change).toMatchObject({
      effect: 'updated',
      anomaly: {
        status: 'Archived',
        condition: 'passing',
        message: current.message,
        occurrenceCount: 2,
        firstSeenAt: new Date('2026-01-01T00:00:00Z'),
        lastSeenAt: current.lastSeenAt,
        lastObservedAt: current.lastObservedAt,
      },
    });
    expect(change.activity).toBeUndefined();
  });

  it('says that it does not know when the check breaks', () => {
    expect(
      again({ outcome: 'error', message: 'no such column' }),
    ).toMatchObject({
      effect: 'updated',
      anomaly: {
        condition: 'unknown',
        status: 'Active',
        message: current.message,
        occurrenceCount: 1,
      },
    });
  });

  it('marks what fails and passes in turns, and says so once', () => {
    const day = (number: number) => new Date(Date.UTC(2026, 0, number));
    let anomaly: AnomalyRecord = {
      ...current,
      lastObservedAt: day(1),
      turns: [day(1)],
    };
    const began: boolean[] = [];
    for (const [index, outcome] of (
      ['pass', 'error', 'fail', 'pass', 'fail', 'pass', 'pass'] as const
    ).entries()) {
      const change = observeAgain(
        anomaly,
        { observation: anObservation({ outcome }), fingerprint, entityRefs },
        { ...run, observedAt: day(2 + index), receivedAt: day(2 + index) },
      );
      anomaly = change.anomaly;
      began.push(change.beganFlapping);
    }
    expect(anomaly.turns).toEqual([1, 2, 5, 6, 7].map(day));
    expect(began).toEqual([false, false, false, false, false, true, false]);
    expect(anomaly.flapping).toBe(true);

    const quiet = observeAgain(
      anomaly,
      {
        observation: anObservation({ outcome: 'pass' }),
        fingerprint,
        entityRefs,
      },
      { ...run, observedAt: day(15), receivedAt: day(15) },
    );
    expect(quiet.anomaly.flapping).toBe(false);
  });

  it('reopens what was to be ignored once that is over, and forgets that it was', () => {
    const silenced = {
      status: 'Archived',
      resolution: 'Invalid',
      archivedUntil: new Date('2026-01-23T00:00:00Z'),
      archivedOccurrences: 1,
      archivedSeverity: 'low',
      snoozedUntil: new Date('2026-02-01T00:00:00Z'),
    } as const;
    const change = again({ severity: 'low' }, { current: silenced });
    expect(change).toMatchObject({
      effect: 'reopened',
      endOfSilence: 'expired',
      anomaly: {
        status: 'Active',
        resolution: undefined,
        archivedUntil: undefined,
        archivedOccurrences: undefined,
        archivedSeverity: undefined,
        snoozedUntil: undefined,
        version: 2,
      },
    });
    expect(
      again(
        { severity: 'low' },
        { current: { ...silenced, archivedUntil: undefined } },
      ),
    ).toMatchObject({
      effect: 'updated',
      endOfSilence: undefined,
      anomaly: {
        status: 'Archived',
        resolution: 'Invalid',
        occurrenceCount: 2,
      },
    });
  });

  it('names the original that a failure of a duplicate counts on', () => {
    const duplicate = {
      status: 'Archived',
      resolution: 'Duplicate',
      duplicateOf: 7,
    } as const;
    expect(again({}, { current: duplicate }).countsOn).toBe(7);
    expect(
      again({ outcome: 'pass' }, { current: duplicate }).countsOn,
    ).toBeUndefined();
  });
});

describe('observeDuplicate', () => {
  it('counts the run, and reopens an original that was resolved', () => {
    expect(observeDuplicate(current, run)).toMatchObject({
      effect: 'updated',
      activity: undefined,
      anomaly: {
        occurrenceCount: 2,
        lastSeenAt: run.observedAt,
        condition: 'failing',
      },
    });
    expect(
      observeDuplicate(
        {
          ...current,
          condition: 'passing',
          status: 'Archived',
          resolution: 'Resolved',
        },
        run,
      ),
    ).toMatchObject({
      effect: 'reopened',
      activity: 'reopened',
      anomaly: { status: 'Active', resolution: undefined, version: 2 },
    });
  });
});
