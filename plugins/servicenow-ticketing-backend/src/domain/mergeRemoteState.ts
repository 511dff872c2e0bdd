import type { FieldValues, RemoteTicket } from './remoteTicket';
import { FOLLOWED_FIELDS } from './fieldSnapshots';
import type { Mapping } from './integrationSettings';
import type { RemoteChange } from './remoteChanges';
import {
  isCanceled,
  isDone,
  isWorkedOn,
  type TicketState,
} from './ticketStates';

/** What a ticket's change of state means for its anomalies. @internal */
export type Turn = 'worked-on' | 'done' | 'reopened';

/** What is new about a ticket, and the pictures of its fields after that. @internal */
export interface RemoteMerge {
  /** What others changed, in the order in which it is told. */
  changes: RemoteChange[];
  turn?: Turn;
  /** Whether somebody works on it now. */
  isWorkedOn: boolean;
  /** Whether it was called off, so that it cannot be followed any more. */
  isCanceled: boolean;
  seen: FieldValues;
  agreed: FieldValues;
}

/** A value that follows from these is not told beside them. */
const CAUSES: Record<string, readonly string[]> = {
  impact: ['priority'],
  urgency: ['priority'],
};

/** What is followed without a word. */
const SILENT: ReadonlySet<string> = new Set(['active']);

/**
 * Compares a record with what was last seen of it, field by field. Only what differs from `seen` is news: our own writes
 * are in it, so they are never taken for somebody else's. Fields that ServiceNow does not show, or that were not seen
 * before, are no news. The state is followed, so both sides agree on it; other fields that people change stay theirs.
 * @internal
 */
export function mergeRemoteState(options: {
  seen: FieldValues | undefined;
  agreed: FieldValues | undefined;
  remote: RemoteTicket;
  mapped: { table: string; mapping: Mapping };
}): RemoteMerge {
  const { remote, mapped } = options;
  const values = remote.values ?? {};
  const seen = options.seen ?? values;
  const changed = FOLLOWED_FIELDS.filter(
    field => field in values && field in seen && values[field] !== seen[field],
  );
  const after = { ...seen, ...values };
  const now = stateOf(remote.table, after);
  return {
    changes: changed
      .filter(
        field =>
          !SILENT.has(field) &&
          !CAUSES[field]?.some(cause => (changed as string[]).includes(cause)),
      )
      .map(field => ({ field, label: labelOf(remote, field) })),
    turn:
      changed.includes('state') || changed.includes('active')
        ? turnOf(stateOf(remote.table, seen), now, {
            mapped,
            isNewState: changed.includes('state'),
          })
        : undefined,
    isWorkedOn: isWorkedOn(now, mapped),
    isCanceled: isCanceled(now),
    seen: after,
    agreed: {
      ...(options.agreed ?? values),
      ...pick(values, ['state', 'active']),
    },
  };
}

function turnOf(
  before: TicketState,
  now: TicketState,
  context: {
    mapped: { table: string; mapping: Mapping };
    isNewState: boolean;
  },
): Turn | undefined {
  const { mapped, isNewState } = context;
  const wasDone = isDone(before, mapped);
  if (isDone(now, mapped)) {
    return wasDone || isCanceled(now) ? undefined : 'done';
  }
  if (wasDone) {
    return 'reopened';
  }
  return isNewState && isWorkedOn(now, mapped) ? 'worked-on' : undefined;
}

function labelOf(remote: RemoteTicket, field: string): string {
  const labels: Record<string, string | undefined> = {
    state: remote.stateLabel || remote.state,
    priority: remote.priorityLabel || remote.priority,
    assigned_to: remote.assignedTo,
    assignment_group: remote.assignmentGroup,
  };
  return labels[field] ?? remote.values?.[field] ?? '';
}

function stateOf(table: string, fields: FieldValues): TicketState {
  return {
    table,
    state: fields.state ?? '',
    active: fields.active ? fields.active === 'true' : undefined,
  };
}

function pick(values: FieldValues, fields: string[]): FieldValues {
  return Object.fromEntries(
    fields
      .filter(field => field in values)
      .map(field => [field, values[field]]),
  );
}
