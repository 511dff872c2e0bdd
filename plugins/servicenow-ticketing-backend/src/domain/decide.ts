import { InputError } from '@backstage/errors';
import type {
  ActivityKind,
  AnomalyStatus,
  BulkUpdateRequest,
  Resolution,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { AnomalyRecord } from './anomaly';
import { advance } from './lifecycle';
import type { LifecycleRules } from './lifecycleRules';

/** What a person decides about an anomaly. @internal */
export type Decision = Omit<BulkUpdateRequest, 'ids'>;

/** An entry for the timeline. @internal */
export interface DecisionEntry {
  kind: ActivityKind;
  body?: string;
  fromStatus?: AnomalyStatus;
  toStatus?: AnomalyStatus;
  resolution?: Resolution;
}

/** The anomaly after a decision, and what the timeline says; no entries when nothing changes. @internal */
export interface Decided {
  anomaly: AnomalyRecord;
  entries: DecisionEntry[];
}

/**
 * What a decision makes of an anomaly. Deciding what is decided already changes nothing.
 *
 * @throws InputError for times that are over and for a duplicate of itself
 * @internal
 */
export function decide(
  current: AnomalyRecord,
  decision: Decision,
  context: { at: Date; rules: LifecycleRules },
): Decided {
  const { at } = context;
  const parts = [
    status(current, decision, context),
    assignee(current, decision),
    snooze(current, decision, at),
  ].filter(part => part !== undefined);
  const changed: AnomalyRecord = Object.assign(
    { ...current },
    ...parts.map(({ change }) => change),
  );
  return {
    anomaly:
      parts.length > 0
        ? { ...changed, version: current.version + 1, updatedAt: at }
        : current,
    entries: parts.map(({ entry }) => entry),
  };
}

interface Part {
  change: Partial<AnomalyRecord>;
  entry: DecisionEntry;
}

function status(
  current: AnomalyRecord,
  decision: Decision,
  { at, rules }: { at: Date; rules: LifecycleRules },
): Part | undefined {
  if (!decision.status) {
    return undefined;
  }
  const { resolution, duplicate_of: duplicateOf } = decision;
  const transition = advance(current, {
    kind: 'decided',
    status: decision.status,
    resolution,
  });
  const isSame = !transition || transition.activities.length === 0;
  const archivedUntil = decision.archived_until
    ? futureTime(decision.archived_until, 'archived_until', at)
    : undefined;
  if (
    isSame &&
    (duplicateOf ?? current.duplicateOf) === current.duplicateOf &&
    !archivedUntil
  ) {
    return undefined;
  }
  if (duplicateOf === current.id) {
    throw new InputError(
      'duplicate_of: an anomaly cannot be a duplicate of itself. Name the one it repeats.',
    );
  }
  const next = transition?.next ?? current;
  const isSilenced =
    next.resolution === 'Invalid' || next.resolution === 'Discarded';
  return {
    change: {
      status: next.status,
      resolution: next.resolution,
      duplicateOf,
      archivedUntil: isSilenced
        ? archivedUntil ?? expiry(at, rules)
        : undefined,
      archivedOccurrences: isSilenced ? current.occurrenceCount : undefined,
      archivedSeverity: isSilenced ? current.severity : undefined,
      // Out of sight and open again at once would hide what was just reopened.
      ...(next.status === 'Active' && { snoozedUntil: undefined }),
    },
    entry: {
      kind: 'status',
      body: decision.comment,
      fromStatus: current.status,
      toStatus: next.status,
      resolution: next.resolution,
    },
  };
}

function expiry(at: Date, { archiveExpiry }: LifecycleRules): Date | undefined {
  return archiveExpiry === undefined
    ? undefined
    : new Date(at.getTime() + archiveExpiry);
}

function assignee(
  current: AnomalyRecord,
  decision: Decision,
): Part | undefined {
  if (decision.assignee === undefined) {
    return undefined;
  }
  const next = decision.assignee?.toLocaleLowerCase('en-US');
  return next === current.assignee
    ? undefined
    : { change: { assignee: next }, entry: { kind: 'assigned', body: next } };
}

function snooze(
  current: AnomalyRecord,
  decision: Decision,
  at: Date,
): Part | undefined {
  if (decision.snoozed_until === undefined) {
    return undefined;
  }
  const next =
    decision.snoozed_until === null
      ? undefined
      : futureTime(decision.snoozed_until, 'snoozed_until', at);
  return next?.getTime() === current.snoozedUntil?.getTime()
    ? undefined
    : {
        change: { snoozedUntil: next },
        entry: { kind: 'snoozed', body: next?.toISOString() },
      };
}

function futureTime(text: string, field: string, at: Date): Date {
  const time = new Date(text);
  if (time <= at) {
    throw new InputError(`${field}: ${text} is over. Give a time to come.`);
  }
  return time;
}
