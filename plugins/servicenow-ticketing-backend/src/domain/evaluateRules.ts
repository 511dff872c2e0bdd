import type { Severity } from 'backstage-plugin-servicenow-ticketing-common';
import type { ForwardingRule, RuleCondition } from './syncSettings';

/** What rules ask about an anomaly. @internal */
export interface RuleFacts {
  source: string;
  severity: Severity;
  type: string;
  tags: readonly string[];
  /** Every name the dataset goes by. */
  datasets: readonly string[];
  /** Every name the check goes by. */
  checks: readonly string[];
  occurrences: number;
  /** Of its entities. */
  kinds: readonly string[];
  /** Entity refs. */
  owners: readonly string[];
}

/** Whether a ticket is made, and by which rule; without one where none of them says anything. @internal */
export interface RuleDecision {
  action: ForwardingRule['action'];
  rule?: ForwardingRule;
}

/** The first rule whose condition holds decides; where none does, a ticket is made. @internal */
export function evaluateRules(
  rules: readonly ForwardingRule[],
  facts: RuleFacts,
): RuleDecision {
  const rule = rules.find(({ when }) => holds(when, facts));
  return rule ? { action: rule.action, rule } : { action: 'forward' };
}

function holds(when: RuleCondition, facts: RuleFacts): boolean {
  return (
    isOneOf(when.sources, [facts.source]) &&
    isOneOf(when.severities, [facts.severity]) &&
    isOneOf(when.types, [facts.type]) &&
    isOneOf(when.tags, facts.tags) &&
    isOneOf(when.kinds, facts.kinds) &&
    isOneOf(when.owners, facts.owners.flatMap(namesOf)) &&
    matches(when.datasets, facts.datasets) &&
    matches(when.checks, facts.checks) &&
    facts.occurrences >= (when.minOccurrences ?? 0)
  );
}

function isOneOf(
  wanted: readonly string[] | undefined,
  actual: readonly string[],
): boolean {
  const known = new Set(actual.map(lower));
  return !wanted || wanted.some(text => known.has(lower(text)));
}

function matches(
  patterns: readonly string[] | undefined,
  names: readonly string[],
): boolean {
  return (
    !patterns ||
    patterns.some(pattern =>
      names.some(name => matchesPattern(lower(name), lower(pattern))),
    )
  );
}

/** `group:default/sales`, `default/sales` and `sales`. */
function namesOf(ref: string): string[] {
  const [, afterKind = ref] = /^[^:]*:(.*)$/.exec(ref) ?? [];
  return [ref, afterKind, afterKind.slice(afterKind.indexOf('/') + 1)];
}

/**
 * Whether a name is what a pattern means, in which `*` stands for anything, also for nothing. Takes steps in proportion
 * to both lengths, whatever a person writes.
 * @internal
 */
export function matchesPattern(name: string, pattern: string): boolean {
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let resumeAt = 0;
  while (at < name.length) {
    if (pattern[inPattern] === '*') {
      star = inPattern;
      resumeAt = at;
      inPattern += 1;
    } else if (pattern[inPattern] === name[at]) {
      inPattern += 1;
      at += 1;
    } else if (star >= 0) {
      // The last star takes one more.
      resumeAt += 1;
      at = resumeAt;
      inPattern = star + 1;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(inPattern));
}

function lower(text: string): string {
  return text.toLocaleLowerCase('en-US');
}
