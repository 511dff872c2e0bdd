import { createHash } from 'node:crypto';
import type { AnomalyRecord } from './anomaly';
import type { EntityFacts } from './entityFacts';
import {
  evaluateRules,
  type RuleDecision,
  type RuleFacts,
} from './evaluateRules';
import type { Effect } from './observe';
import { severityRank } from './severityRank';
import type { ForwardingRule, SyncSettings } from './syncSettings';

/** An anomaly that a report said something about, and what it was before. @internal */
export interface ReportedAnomaly {
  anomaly: AnomalyRecord;
  before?: AnomalyRecord;
  effect: Effect;
}

/** Anomalies that get a ticket together, the worst first. @internal */
export interface ForwardedGroup {
  /** What its tickets are found by; none where each anomaly has its own. */
  key?: string;
  rule?: ForwardingRule;
  anomalies: AnomalyRecord[];
}

/** Whether anything could be made of it; the rules are asked only then. @internal */
export function isForwardable(
  { anomaly, effect }: ReportedAnomaly,
  now: Date,
): boolean {
  return (
    ['created', 'updated', 'reopened'].includes(effect) &&
    anomaly.status === 'Active' &&
    anomaly.condition === 'failing' &&
    !(anomaly.snoozedUntil && anomaly.snoozedUntil > now)
  );
}

/**
 * Whether an anomaly gets a ticket now: when it is new or back, and the rules want it; or when they want it since this
 * report, as when it has failed often enough. One that lost its ticket does not get another with each run.
 * @internal
 */
export function decideForwarding(
  { anomaly, before }: ReportedAnomaly,
  rules: readonly ForwardingRule[],
  entitiesOf: (refs: string[]) => EntityFacts[],
): RuleDecision {
  const decide = (record: AnomalyRecord) =>
    evaluateRules(rules, factsOf(record, entitiesOf(record.entityRefs)));
  const decision = decide(anomaly);
  const isNews =
    !before ||
    before.status === 'Archived' ||
    decide(before).action === 'ignore';
  return isNews ? decision : { action: 'ignore' };
}

function factsOf(anomaly: AnomalyRecord, entities: EntityFacts[]): RuleFacts {
  const { dataset } = anomaly;
  return {
    source: anomaly.source,
    severity: anomaly.severity,
    type: anomaly.type,
    tags: anomaly.tags,
    datasets: [dataset.fqn, dataset.name].filter(isText),
    checks: [anomaly.checkKey, anomaly.title],
    occurrences: anomaly.occurrenceCount,
    kinds: entities.map(({ kind }) => kind),
    owners: entities.map(({ owner }) => owner).filter(isText),
  };
}

/** Puts together what shares a ticket; what different groups of people get never does. @internal */
export function groupForwarded(
  forwarded: { anomaly: AnomalyRecord; rule?: ForwardingRule }[],
  groupBy: SyncSettings['groupBy'],
): ForwardedGroup[] {
  const groups = new Map<string, ForwardedGroup>();
  for (const { anomaly, rule } of forwarded) {
    const key = keyOf(anomaly, groupBy, rule);
    const group = groups.get(key ?? `anomaly ${anomaly.id}`);
    if (group) {
      group.anomalies.push(anomaly);
    } else {
      groups.set(key ?? `anomaly ${anomaly.id}`, {
        key,
        rule,
        anomalies: [anomaly],
      });
    }
  }
  for (const { anomalies } of groups.values()) {
    anomalies.sort(
      (a, b) =>
        severityRank(a.severity) - severityRank(b.severity) || a.id - b.id,
    );
  }
  return [...groups.values()];
}

/** A hash, as names of datasets may be longer than a column. */
function keyOf(
  { source, dataset, checkKey }: AnomalyRecord,
  groupBy: SyncSettings['groupBy'],
  rule: ForwardingRule | undefined,
): string | undefined {
  const to = rule?.assignmentGroup ?? '';
  switch (groupBy) {
    case 'none':
      return undefined;
    case 'dataset':
      return hash([groupBy, to, dataset.platform, dataset.fqn ?? dataset.name]);
    case 'check':
      return hash([groupBy, to, source, checkKey]);
    default:
      throw new Error(`Unknown grouping ${groupBy satisfies never}`);
  }
}

function hash(parts: (string | undefined)[]): string {
  return createHash('sha256')
    .update(JSON.stringify(parts.map(part => part ?? null)))
    .digest('hex');
}

function isText(text: string | undefined): text is string {
  return text !== undefined;
}
