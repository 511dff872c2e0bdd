import {
  integrationSyncDraft,
  type ForwardingRule,
  type IntegrationDetails,
  type IntegrationSyncDraft,
} from 'backstage-plugin-servicenow-ticketing-common';

/** Conditions that are typed as lists. */
export const LIST_CONDITIONS = [
  'sources',
  'types',
  'datasets',
  'checks',
  'owners',
  'kinds',
  'tags',
] as const;

/** A list as it is typed. */
export type ListCondition = (typeof LIST_CONDITIONS)[number];

/** A rule while it is edited; `key` is its own as long as it is on screen. */
export interface RuleDraft {
  key: string;
  name: string;
  action: ForwardingRule['action'];
  severities: NonNullable<ForwardingRule['when']['severities']>;
  lists: Record<ListCondition, string>;
  minOccurrences: string;
  assignmentGroup: string;
}

/** The settings while they are edited. */
export interface SyncDraft
  extends Omit<IntegrationSyncDraft, 'rules' | 'max_tickets_per_hour'> {
  rules: RuleDraft[];
  maxTicketsPerHour: string;
}

let lastKey = 0;
const nextKey = () => {
  lastKey += 1;
  return `rule-${lastKey}`;
};

/** A rule that was just added: it fits everything. */
export const newRule = (): RuleDraft => ({
  key: nextKey(),
  name: '',
  action: 'ignore',
  severities: [],
  lists: {
    sources: '',
    types: '',
    datasets: '',
    checks: '',
    owners: '',
    kinds: '',
    tags: '',
  },
  minOccurrences: '',
  assignmentGroup: '',
});

const toRuleDraft = ({
  name,
  action,
  when,
  assignment_group,
}: ForwardingRule): RuleDraft => {
  const blank = newRule();
  return {
    ...blank,
    name,
    action,
    severities: when.severities ?? [],
    lists: Object.fromEntries(
      LIST_CONDITIONS.map(list => [list, when[list]?.join(', ') ?? '']),
    ) as RuleDraft['lists'],
    minOccurrences: when.min_occurrences?.toString() ?? '',
    assignmentGroup: assignment_group ?? '',
  };
};

/** What is stored, to be edited; `undefined` when this page does not know all of it. */
export function toSyncDraft({
  definition,
}: Pick<IntegrationDetails, 'definition'>): SyncDraft | undefined {
  const parsed = integrationSyncDraft.safeParse(definition.sync ?? {});
  if (!parsed.success) {
    return undefined;
  }
  const { rules, max_tickets_per_hour, ...rest } = parsed.data;
  const mapping = definition.mapping as
    | { states?: { acknowledged?: string } }
    | undefined;
  return {
    ...rest,
    outbound: {
      ...rest.outbound,
      // What holds where nothing is said.
      acknowledge:
        rest.outbound.acknowledge ??
        (mapping?.states?.acknowledged === undefined
          ? 'note'
          : 'note-and-state'),
    },
    rules: rules.map(toRuleDraft),
    maxTicketsPerHour: String(max_tickets_per_hour),
  };
}

const listOf = (text: string) =>
  text
    .split(',')
    .map(part => part.trim())
    .filter(Boolean);

const orNothing = <T extends { length: number }>(value: T) =>
  value.length > 0 ? value : undefined;

const toRule = (rule: RuleDraft) => ({
  name: rule.name,
  action: rule.action,
  when: {
    ...Object.fromEntries(
      LIST_CONDITIONS.map(list => [list, orNothing(listOf(rule.lists[list]))]),
    ),
    severities: orNothing(rule.severities),
    min_occurrences: rule.minOccurrences.trim()
      ? Number(rule.minOccurrences)
      : undefined,
  },
  assignment_group:
    rule.action === 'forward'
      ? orNothing(rule.assignmentGroup.trim())
      : undefined,
});

/** What would be saved, or what is wrong, by path such as `rules.0.name`. */
export function checkSync(draft: SyncDraft): {
  sync?: IntegrationSyncDraft;
  problems: Record<string, string>;
} {
  const { rules, maxTicketsPerHour, ...rest } = draft;
  const parsed = integrationSyncDraft.safeParse({
    ...rest,
    rules: rules.map(toRule),
    max_tickets_per_hour: maxTicketsPerHour.trim()
      ? Number(maxTicketsPerHour)
      : undefined,
  });
  if (parsed.success) {
    return { sync: parsed.data, problems: {} };
  }
  return {
    problems: Object.fromEntries(
      parsed.error.issues.map(({ path, message }) => [
        // A list has one input, whichever of its entries is wrong.
        path.slice(0, 4).join('.'),
        message,
      ]),
    ),
  };
}
