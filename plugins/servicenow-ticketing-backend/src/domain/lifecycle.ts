import type {
  AnomalyStatus,
  Condition,
  Resolution,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Outcome } from 'backstage-plugin-servicenow-ticketing-node';

/** What the lifecycle is about: what the source last saw and what people decided. @internal */
export interface LifecycleState {
  condition: Condition;
  status: AnomalyStatus;
  /** Only while Archived. */
  resolution?: Resolution;
}

/** What happens to an anomaly: its source looked, or a person decided. @internal */
export type LifecycleEvent =
  | {
      kind: 'observed';
      outcome: Outcome;
      /** The source has looked again since, and this report was late. */
      late?: boolean;
    }
  | { kind: 'decided'; status: AnomalyStatus; resolution?: Resolution };

/** The timeline entry a transition leaves behind. @internal */
export type LifecycleActivity = 'detected' | 'reopened' | 'passed' | 'status';

/** What an event did: the state after it and the timeline entries to write. @internal */
export interface Transition {
  next: LifecycleState;
  activities: LifecycleActivity[];
}

/**
 * The lifecycle of an anomaly, all of it. `undefined` means there is no anomaly, before or after.
 *
 * @remarks
 *
 * | event | no anomaly | Active, Acknowledged | Archived: Resolved | Archived: Duplicate, Invalid, Discarded |
 * |---|---|---|---|---|
 * | fail, warn | Active, failing (`detected`) | failing | Active, failing (`reopened`) | failing, stays archived |
 * | pass | none | Archived as Resolved, passing (`passed`) | passing | passing |
 * | error, skipped | none | unknown, no transition | unknown, no transition | unknown, no transition |
 * | a person's decision | none | as decided (`status`) | as decided (`status`) | as decided (`status`) |
 *
 * - Only an explicit pass resolves: a check that broke or did not run says nothing about the data.
 * - Duplicate, Invalid and Discarded are people's word that this failure is no news; the source cannot take it back.
 * - A late report (an older run that arrives after a newer one) makes an anomaly nobody knew, and changes nothing else.
 * - A decision that changes nothing leaves no entry.
 *
 * @internal
 */
export function advance(
  current: LifecycleState | undefined,
  event: LifecycleEvent,
): Transition | undefined {
  if (event.kind === 'decided') {
    return current && decide(current, event);
  }
  if (current && event.late) {
    return { next: current, activities: [] };
  }
  switch (event.outcome) {
    case 'fail':
    case 'warn':
      return current ? failAgain(current) : detect();
    case 'pass':
      return current && pass(current);
    case 'error':
    case 'skipped':
      return (
        current && {
          next: { ...current, condition: 'unknown' },
          activities: [],
        }
      );
    default:
      throw new Error(`Unknown outcome ${event.outcome satisfies never}`);
  }
}

function detect(): Transition {
  return {
    next: { condition: 'failing', status: 'Active' },
    activities: ['detected'],
  };
}

function failAgain(current: LifecycleState): Transition {
  if (current.status === 'Archived' && current.resolution === 'Resolved') {
    return {
      next: { condition: 'failing', status: 'Active' },
      activities: ['reopened'],
    };
  }
  return { next: { ...current, condition: 'failing' }, activities: [] };
}

function pass(current: LifecycleState): Transition {
  if (current.status === 'Archived') {
    return { next: { ...current, condition: 'passing' }, activities: [] };
  }
  return {
    next: { condition: 'passing', status: 'Archived', resolution: 'Resolved' },
    activities: ['passed'],
  };
}

function decide(
  current: LifecycleState,
  decision: { status: AnomalyStatus; resolution?: Resolution },
): Transition {
  const resolution =
    decision.status === 'Archived'
      ? decision.resolution ?? 'Resolved'
      : undefined;
  if (decision.status === current.status && resolution === current.resolution) {
    return { next: current, activities: [] };
  }
  return {
    next: {
      condition: current.condition,
      status: decision.status,
      ...(resolution && { resolution }),
    },
    activities: ['status'],
  };
}
