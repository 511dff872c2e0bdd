import { operationFailed } from '../refusals';
import { BeforeRule, RuleContext } from './types';

const RULE = 'Abort changes on group';
const RULE_ID = '6a2e9d14';

function isMember({ instance, current }: RuleContext): boolean {
  return instance.store
    .find('sys_user_grmember', 'user', current.assigned_to)
    .some(member => member.group === current.assignment_group);
}

function abortChangesOnGroup(context: RuleContext) {
  const { current, changes, table } = context;
  if (
    changes('assignment_group') &&
    current.assignment_group &&
    current.assigned_to &&
    !isMember(context)
  ) {
    throw operationFailed(
      `Operation against file '${table}' was aborted by Business Rule '${RULE}^${RULE_ID}'. Business Rule Stack:${RULE}`,
    );
  }
}

function countReassignments({ current, previous, changes }: RuleContext) {
  if (previous?.assignment_group && changes('assignment_group')) {
    current.reassignment_count = String(
      Number(current.reassignment_count || '0') + 1,
    );
  }
}

/** A record cannot go to a group its assignee is not in. @internal */
export const assignmentRules: BeforeRule[] = [
  { name: RULE, table: 'incident', run: abortChangesOnGroup },
  { name: 'task reassignment counter', table: 'task', run: countReassignments },
];
