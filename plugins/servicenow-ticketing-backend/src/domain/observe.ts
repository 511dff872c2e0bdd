import type { Observation } from 'backstage-plugin-servicenow-ticketing-node';
import type { AnomalyRecord, NewAnomaly } from './anomaly';
import {
  advance,
  type LifecycleActivity,
  type LifecycleState,
} from './lifecycle';

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
  /** Whether the run is worth a row of its own: it failed, or the condition changed. */
  occurrence: boolean;
}

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
  const { next, activities } = advance(current, {
    kind: 'observed',
    outcome,
    late,
  })!;
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
      lastObservedAt: late ? current.lastObservedAt : run.observedAt,
      version: current.version + (next.status === current.status ? 0 : 1),
      updatedAt: changed ? run.receivedAt : current.updatedAt,
    },
    effect: effectOf(activities[0], changed),
    activity: activities[0],
    occurrence: changed,
  };
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
    : { ...description(observation), ...news(observation), entityRefs };
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
