import { currentTime } from '../Instance';
import { BeforeRule, RuleContext } from './types';

/** States that end a record, per table; incidents have rules of their own. */
const CLOSED_STATES: Record<string, Set<string>> = {
  problem: new Set(['107']),
  change_request: new Set(['3', '4']),
};
const DEFAULT_CLOSED_STATES = new Set(['3', '4', '7']);

function followState(context: RuleContext) {
  const { current, changes, operation, instance, session, table } = context;
  if (table === 'incident' || !changes('state')) {
    return;
  }
  const closedStates = CLOSED_STATES[table] ?? DEFAULT_CLOSED_STATES;
  if (closedStates.has(current.state)) {
    current.active = 'false';
    current.closed_at = current.closed_at || currentTime(instance);
    current.closed_by = current.closed_by || session.userId;
  } else if (operation === 'update' && current.active === 'false') {
    current.active = 'true';
    current.closed_at = '';
    current.closed_by = '';
  }
}

/** Closed tasks are inactive and know when and by whom they were closed. @internal */
export const taskClosingRules: BeforeRule[] = [
  { name: 'task closer', table: 'task', run: followState },
];
