import { currentTime } from '../Instance';
import { BeforeRule, RuleContext } from './types';

const RESOLVED = '6';
const CLOSED = '7';
const CANCELED = '8';
const FINISHED = new Set([CLOSED, CANCELED]);

/** `state` and the older `incident_state` say the same; whichever was written wins. */
function keepStatesEqual({ current, changes, operation }: RuleContext) {
  const stateWritten =
    operation === 'insert' ? current.state !== '1' : changes('state');
  if (stateWritten) {
    current.incident_state = current.state;
  } else if (changes('incident_state')) {
    current.state = current.incident_state;
  }
}

function setResolution({ current, session, instance }: RuleContext) {
  current.resolved_at = currentTime(instance);
  current.resolved_by = session.userId;
}

function reopen({ current, session, instance }: RuleContext) {
  for (const field of [
    'resolved_at',
    'resolved_by',
    'closed_at',
    'closed_by',
  ]) {
    current[field] = '';
  }
  current.reopen_count = String(Number(current.reopen_count || '0') + 1);
  current.reopened_by = session.userId;
  current.reopened_time = currentTime(instance);
}

function followState(context: RuleContext) {
  const { current, previous, session, instance } = context;
  keepStatesEqual(context);
  const before = previous?.state ?? '';
  const after = current.state;
  if (before === after) {
    return;
  }
  const wasFinished = before === RESOLVED || FINISHED.has(before);
  const isFinished = after === RESOLVED || FINISHED.has(after);
  if (isFinished && after !== CANCELED && !current.resolved_at) {
    setResolution(context);
  }
  if (FINISHED.has(after)) {
    current.closed_at = current.closed_at || currentTime(instance);
    current.closed_by = current.closed_by || session.userId;
  }
  if (wasFinished && !isFinished) {
    reopen(context);
  }
  current.active = FINISHED.has(after) ? 'false' : 'true';
  if (after !== '3') {
    current.hold_reason = '';
  }
}

/** Resolved, closed and reopened incidents get the dates and people that go with it. @internal */
export const incidentStateRules: BeforeRule[] = [
  { name: 'mark_resolved', table: 'incident', run: followState },
];
