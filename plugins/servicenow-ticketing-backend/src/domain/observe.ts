import type {
  Observation,
  Outcome,
} from 'backstage-plugin-servicenow-ticketing-node';
import type { AnomalyRecord, NewAnomaly } from './anomaly';
import { isFlapping, withTurn } from './flapping';
import {
  advance,
  type LifecycleActivity,
  type LifecycleState,
} from './lifecycle';
import { DEFAULT_LIFECYCLE_RULES, type LifecycleRules } from './lifecycleRules';
import { endOfSilence, type EndOfSilence } from './silence';

/** An observation that is fit to be stored, with what was found out about it. @internal */
export interface KnownObservation {
  observation: Observation;
  fingerprint: string;
  /** The catalog entities of its dataset; only looked for when the check failed. */
  entityRefs: string[];
}

/** The run an observation is from. @internal */
export interface Run {
  source: string;
  id: string;
  observedAt: Date;
  receivedAt: Date;
  /** Default: the usual ones. */
  rules?: LifecycleRules;
}

/** What an observation did to an anomaly, as the report counts it. @internal */
export type Effect =
  | 'created'
  | 'updated'
  | 'reopened'
  | 'resolved'
  | 'ignored';

/** What is to be written because of an observation. @internal */
export interface ObservedChange<T extends NewAnomaly = NewAnomaly> {
  anomaly: T;
  effect: Effect;
  activity?: LifecycleActivity;
  /** Why it was reopened although it was to be ignored. */
  endOfSilence?: EndOfSilence;
  /** It has begun to fail and pass in turns. */
  beganFlapping: boolean;
  /** The anomaly that this one is a duplicate of, when it failed: it has failed, too. */
  countsOn?: number;
  /** What to count on the day of the run; nothing for a repeat that passed. */
  said?: 'failed' | 'passed' | 'unknown';
  /** Whether the run is worth a row of its own: it failed, or the condition changed. */
  occurrence: boolean;
}

/** What is left of a snooze and of an archive once an anomaly is open again: nothing. */
const AWAKE = {
  snoozedUntil: undefined,
  duplicateOf: undefined,
  archivedUntil: undefined,
  archivedOccurrences: undefined,
  archivedSeverity: undefined,
} satisfies Partial<AnomalyRecord>;

/** The anomaly a first failure makes; `undefined` when there is nothing to report. @internal */
export function observeFirst(
  known: KnownObservation,
  run: Run,
): ObservedChange | undefined {
  const { observation, fingerprint, entityRefs } = known;
  const { outcome } = observation;
  const transition = advance(undefined, { kind: 'observed', outcome });
  if (!transition) {
    return undefined;
  }
  return {
    anomaly: {
      source: run.source,
      fingerprint,
      ...description(observation),
      ...news(observation),
      ...lifecycleOf(transition.next),
      entityRefs,
      namedEntityRef: observation.entityRef,
      occurrenceCount: 1,
      firstSeenAt: run.observedAt,
      lastSeenAt: run.observedAt,
      lastObservedAt: run.observedAt,
      turns: [run.observedAt],
      flapping: false,
      version: 1,
      createdAt: run.receivedAt,
      updatedAt: run.receivedAt,
    },
    effect: 'created',
    activity: transition.activities[0],
    beganFlapping: false,
    said: 'failed',
    occurrence: true,
  };
}

/** What a further observation does to an anomaly. Late ones are counted but decide nothing. @internal */
export function observeAgain(
  current: AnomalyRecord,
  known: KnownObservation,
  run: Run,
): ObservedChange<AnomalyRecord> {
  const { outcome } = known.observation;
  const late = run.observedAt < current.lastObservedAt;
  const failed = outcome === 'fail' || outcome === 'warn';
  const { rules = DEFAULT_LIFECYCLE_RULES } = run;
  const ended =
    failed && !late
      ? endOfSilence(
          current,
          {
            observedAt: run.observedAt,
            severity: known.observation.severity,
            occurrences: current.occurrenceCount + 1,
          },
          rules.escalateAfter,
        )
      : undefined;
  const { next, activities } = advance(current, {
    kind: 'observed',
    outcome,
    late,
    endsSilence: ended !== undefined,
  })!;
  const reopened = activities[0] === 'reopened';
  const turns = hasTurned(current, next)
    ? withTurn(current.turns, run.observedAt)
    : current.turns;
  const flapping = late
    ? current.flapping
    : isFlapping(turns, run.observedAt, rules.flapping);
  const changed =
    failed ||
    next.condition !== current.condition ||
    next.status !== current.status;

  return {
    anomaly: {
      ...current,
      ...(failed && !late && failure(current, known)),
      ...(failed && countRun(current, run)),
      ...lifecycleOf(next),
      ...(reopened && AWAKE),
      turns,
      flapping,
      lastObservedAt: late ? current.lastObservedAt : run.observedAt,
      version: current.version + (next.status === current.status ? 0 : 1),
      updatedAt: changed ? run.receivedAt : current.updatedAt,
    },
    effect: effectOf(activities[0], changed),
    activity: activities[0],
    endOfSilence:
      reopened && current.resolution !== 'Resolved' ? ended : undefined,
    beganFlapping: flapping && !current.flapping,
    countsOn: failed ? current.duplicateOf : undefined,
    said: saidBy(outcome, run.observedAt > current.lastObservedAt),
    occurrence: changed,
  };
}

/** What a failure of a duplicate does to its original: it has failed, and is open again if it was resolved. @internal */
export function observeDuplicate(
  original: AnomalyRecord,
  run: Run,
): ObservedChange<AnomalyRecord> {
  const { next, activities } = advance(original, {
    kind: 'observed',
    outcome: 'fail',
    late: run.observedAt < original.lastObservedAt,
  })!;
  const reopened = activities[0] === 'reopened';
  return {
    anomaly: {
      ...original,
      ...countRun(original, run),
      ...lifecycleOf({ ...next, condition: original.condition }),
      ...(reopened && AWAKE),
      version: original.version + (reopened ? 1 : 0),
      updatedAt: run.receivedAt,
    },
    effect: reopened ? 'reopened' : 'updated',
    activity: activities[0],
    beganFlapping: false,
    occurrence: false,
  };
}

/** Runs that passed are not kept one by one: only those that are newer than all before are known to be no repeats. */
function saidBy(outcome: Outcome, isNewest: boolean): ObservedChange['said'] {
  if (outcome === 'fail' || outcome === 'warn') {
    return 'failed';
  }
  if (!isNewest) {
    return undefined;
  }
  return outcome === 'pass' ? 'passed' : 'unknown';
}

/** Whether it began to fail or to pass; in between it may have been unknown. */
function hasTurned(before: LifecycleState, after: LifecycleState): boolean {
  return (
    after.condition !== 'unknown' &&
    before.condition !== 'unknown' &&
    after.condition !== before.condition
  );
}

function lifecycleOf({ condition, status, resolution }: LifecycleState) {
  return { condition, status, resolution };
}

function countRun(current: AnomalyRecord, { observedAt }: Run) {
  return {
    occurrenceCount: current.occurrenceCount + 1,
    firstSeenAt: earlier(current.firstSeenAt, observedAt),
    lastSeenAt: later(current.lastSeenAt, observedAt),
  };
}

function failure(
  current: AnomalyRecord,
  { observation, entityRefs }: KnownObservation,
): Partial<AnomalyRecord> {
  // A report that does not know the dataset (dbt's results without the manifest) must not make the anomaly
  // forget it: it brings the news and leaves the description alone.
  const forgetful = isDescribed(current) && !isDescribed(observation);
  return forgetful
    ? news(observation)
    : {
        ...description(observation),
        ...news(observation),
        entityRefs,
        namedEntityRef: observation.entityRef,
      };
}

function isDescribed({ dataset }: Pick<Observation, 'dataset'>): boolean {
  return dataset.fqn !== undefined || dataset.nodeId !== undefined;
}

function description(observation: Observation) {
  const { checkKey, title, type, severity, sourceSeverity } = observation;
  const { weight, dataset, fields, tags, url } = observation;
  return {
    checkKey,
    title,
    type,
    severity,
    sourceSeverity,
    weight,
    dataset,
    fields,
    tags,
    url,
  };
}

function news({ title, message, count }: Observation) {
  return {
    message,
    failedChecks: [{ name: title, message }],
    affectedCount: count,
  };
}

function effectOf(
  activity: LifecycleActivity | undefined,
  changed: boolean,
): Effect {
  if (activity === 'passed') {
    return 'resolved';
  }
  if (activity === 'reopened') {
    return 'reopened';
  }
  return changed ? 'updated' : 'ignored';
}

function earlier(a: Date, b: Date): Date {
  return a <= b ? a : b;
}

function later(a: Date, b: Date): Date {
  return a >= b ? a : b;
}
