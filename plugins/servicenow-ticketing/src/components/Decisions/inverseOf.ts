import type {
  Anomaly,
  UpdateAnomalyRequest,
} from 'backstage-plugin-servicenow-ticketing-common';

/** What people decide, without what guards it. */
export type Decision = Omit<UpdateAnomalyRequest, 'version'>;

const isAhead = (time: string | null, now: Date): time is string =>
  time !== null && new Date(time) > now;

/** What brings an anomaly back to where it was before a decision. Comments stay: they were said. */
export function inverseOf(
  before: Anomaly,
  decision: Decision,
  now: Date,
): Decision {
  const undo: Decision = {};
  if (decision.status) {
    undo.status = before.status;
    if (before.status === 'Archived') {
      undo.resolution = before.resolution ?? 'Resolved';
      if (before.duplicate_of) {
        undo.duplicate_of = before.duplicate_of;
      }
      if (isAhead(before.archived_until, now)) {
        undo.archived_until = before.archived_until;
      }
    }
  }
  if (decision.assignee !== undefined) {
    undo.assignee = before.assignee;
  }
  // Becoming active ends snoozing.
  const wokeUp =
    decision.status === 'Active' && isAhead(before.snoozed_until, now);
  if (decision.snoozed_until !== undefined || wokeUp) {
    undo.snoozed_until = isAhead(before.snoozed_until, now)
      ? before.snoozed_until
      : null;
  }
  return undo;
}
