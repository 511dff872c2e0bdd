import { cleanLine } from './foreignText';

/** A field that somebody changed in ServiceNow; `label` is what ServiceNow shows, empty for nothing. @internal */
export interface RemoteChange {
  field: string;
  label: string;
}

/** Most characters of a value in a sentence. */
const MAX_LABEL = 200;

type Clause = (ticket: { name: string; its: string }, value: string) => string;

const named =
  (noun: string): Clause =>
  ({ its }, value) =>
    value ? `set ${its} ${noun} to ${value}` : `cleared ${its} ${noun}`;

const CLAUSES: Record<string, Clause> = {
  state: ({ name }, value) => `set ${name} to ${value || 'no state'}`,
  priority: named('priority'),
  impact: named('impact'),
  urgency: named('urgency'),
  category: named('category'),
  subcategory: named('subcategory'),
  assigned_to: ({ name }, value) =>
    value ? `assigned ${name} to ${value}` : `took ${name} from its assignee`,
  assignment_group: ({ name }, value) =>
    value
      ? `assigned ${name} to the group ${value}`
      : `took ${name} from its group`,
  short_description: ({ name }, value) => `renamed ${name} to "${value}"`,
};

/**
 * Says what somebody did to a ticket, to go on after a name: `set INC0010001 to In Progress and assigned it to Beth
 * Anglin`. `undefined` when there is nothing to say.
 * @internal
 */
export function describeChanges(
  number: string,
  changes: readonly RemoteChange[],
): string | undefined {
  const clauses = changes
    .filter(({ field }) => field in CLAUSES)
    .map(({ field, label }, index) =>
      CLAUSES[field](
        index === 0
          ? { name: number, its: `${number}'s` }
          : { name: 'it', its: 'its' },
        cleanLine(label, MAX_LABEL),
      ),
    );
  const last = clauses.pop();
  if (last === undefined) {
    return undefined;
  }
  return clauses.length > 0 ? `${clauses.join(', ')} and ${last}` : last;
}
