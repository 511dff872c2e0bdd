import type { Resolution } from 'backstage-plugin-servicenow-ticketing-common';
import type { Outcome } from 'backstage-plugin-servicenow-ticketing-node';
import fc from 'fast-check';
import { advance, type LifecycleEvent, type LifecycleState } from './lifecycle';

const active: LifecycleState = { condition: 'failing', status: 'Active' };
const acknowledged: LifecycleState = {
  condition: 'failing',
  status: 'Acknowledged',
};
const archived = (resolution: Resolution): LifecycleState => ({
  condition: 'failing',
  status: 'Archived',
  resolution,
});
const observed = (outcome: Outcome): LifecycleEvent => ({
  kind: 'observed',
  outcome,
});

describe('advance', () => {
  it('reopens what was to be ignored once that is over, but never a duplicate', () => {
    const over = { ...observed('fail'), endsSilence: true };
    for (const resolution of ['Invalid', 'Discarded'] as const) {
      expect(advance(archived(resolution), over)).toEqual({
        next: active,
        activities: ['reopened'],
      });
    }
    expect(advance(archived('Duplicate'), over)).toEqual({
      next: archived('Duplicate'),
      activities: [],
    });
  });

  it.each(['fail', 'warn'] as const)(
    'makes an anomaly of a first %s',
    outcome => {
      expect(advance(undefined, observed(outcome))).toEqual({
        next: active,
        activities: ['detected'],
      });
    },
  );

  it.each(['pass', 'error', 'skipped'] as const)(
    'makes no anomaly of a first %s',
    outcome => {
      expect(advance(undefined, observed(outcome))).toBeUndefined();
    },
  );

  it('keeps what people decided while the check goes on failing', () => {
    for (const state of [active, acknowledged]) {
      expect(advance(state, observed('fail'))).toEqual({
        next: state,
        activities: [],
      });
    }
  });

  it('resolves an open anomaly when its check passes', () => {
    for (const state of [active, acknowledged]) {
      expect(advance(state, observed('pass'))).toEqual({
        next: {
          condition: 'passing',
          status: 'Archived',
          resolution: 'Resolved',
        },
        activities: ['passed'],
      });
    }
  });

  it('reopens a resolved anomaly when its check fails again', () => {
    expect(advance(archived('Resolved'), observed('warn'))).toEqual({
      next: active,
      activities: ['reopened'],
    });
  });

  it.each(['Duplicate', 'Invalid', 'Discarded'] as const)(
    'leaves an anomaly archived as %s whatever its check says',
    resolution => {
      const state = archived(resolution);
      expect(advance(state, observed('fail'))).toEqual({
        next: state,
        activities: [],
      });
      expect(advance(state, observed('pass'))).toEqual({
        next: { ...state, condition: 'passing' },
        activities: [],
      });
    },
  );

  it.each(['error', 'skipped'] as const)(
    'knows nothing after %s, and moves nothing',
    outcome => {
      for (const state of [active, acknowledged, archived('Resolved')]) {
        expect(advance(state, observed(outcome))).toEqual({
          next: { ...state, condition: 'unknown' },
          activities: [],
        });
      }
    },
  );

  it('lets late reports change nothing', () => {
    for (const outcome of ['fail', 'pass', 'error'] as const) {
      for (const state of [active, archived('Resolved')]) {
        expect(
          advance(state, { kind: 'observed', outcome, late: true }),
        ).toEqual({ next: state, activities: [] });
      }
    }
    expect(
      advance(undefined, { kind: 'observed', outcome: 'fail', late: true }),
    ).toMatchObject({ activities: ['detected'] });
  });

  it('takes decisions, and leaves no entry when nothing is decided', () => {
    expect(
      advance(active, {
        kind: 'decided',
        status: 'Archived',
        resolution: 'Invalid',
      }),
    ).toEqual({ next: archived('Invalid'), activities: ['status'] });
    expect(
      advance(archived('Invalid'), {
        kind: 'decided',
        status: 'Archived',
        resolution: 'Duplicate',
      }),
    ).toEqual({ next: archived('Duplicate'), activities: ['status'] });
    expect(
      advance(archived('Invalid'), { kind: 'decided', status: 'Active' }),
    ).toEqual({ next: active, activities: ['status'] });
    expect(
      advance(acknowledged, { kind: 'decided', status: 'Acknowledged' }),
    ).toEqual({ next: acknowledged, activities: [] });
  });

  it('has a resolution exactly while archived, after any history', () => {
    const outcome = fc.constantFrom<Outcome>(
      'fail',
      'warn',
      'pass',
      'error',
      'skipped',
    );
    const event = fc.oneof(
      fc.record({
        kind: fc.constant('observed' as const),
        outcome,
        late: fc.boolean(),
      }),
      fc.record({
        kind: fc.constant('decided' as const),
        status: fc.constantFrom('Active' as const, 'Acknowledged' as const),
      }),
      fc.record({
        kind: fc.constant('decided' as const),
        status: fc.constant('Archived' as const),
        resolution: fc.constantFrom<Resolution>('Resolved', 'Invalid'),
      }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), events => {
        let state: LifecycleState | undefined;
        for (const next of events) {
          const before = state;
          state = advance(state, next)?.next ?? state;
          expect(state?.resolution !== undefined).toBe(
            state?.status === 'Archived',
          );
          const mayClose = next.kind === 'decided' || next.outcome === 'pass';
          const closed =
            before?.status !== 'Archived' && state?.status === 'Archived';
          expect(closed && !mayClose).toBe(false);
        }
      }),
    );
  });
});
