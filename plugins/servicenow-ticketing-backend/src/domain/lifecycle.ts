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
      /** It was to be ignored, but not for ever or whatever happens, and that is over: see silence.ts. */
      endsSilence?: boolean;
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
 * What it does in every state is a table in docs/lifecycle.md, which is generated from it.
 *
 * - Only an explicit pass resolves: a check that broke or did not run says nothing about the data.
 * - Duplicate, Invalid and Discarded are people's word that this failure is no news. A Duplicate counts on its original;
 *   Invalid and Discarded hold until they expire, the failure gets worse, or it has come too often (silence.ts), and
 *   then a failure reopens them.
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
      return current
        ? failAgain(current, event.endsSilence ?? false)
        : detect();
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

function failAgain(current: LifecycleState, endsSilence: boolean): Transition {
  const wasResolved =
    current.status === 'Archived' && current.resolution === 'Resolved';
  const isSilenced =
    current.resolution === 'Invalid' || current.resolution === 'Discarded';
  if (wasResolved || (isSilenced && endsSilence)) {
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
