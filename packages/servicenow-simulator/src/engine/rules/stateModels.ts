import { operationFailed } from '../refusals';
import { BeforeRule, RuleContext } from './types';

/** From each state, where a record may go. */
type Moves = Partial<Record<string, string[]>>;

const CHANGE_NEW = '-5';
const CHANGE_REVIEW = '0';
const CHANGE_CLOSED = '3';
const CHANGE_CANCELED = '4';
/** In these no change begins. */
const LATE_STATES = [CHANGE_REVIEW, CHANGE_CLOSED, CHANGE_CANCELED];
const CHANGE_RULE = 'Change Model: Check State Transition';
const CHANGE_RULE_ID = 'f10b8a3d53013010b846ddeeff7b12a6';

/** Assess -4, Authorize -3, Scheduled -2, Implement -1, Review 0, Closed 3. */
const CHANGE_PATHS: Partial<Record<string, string[]>> = {
  normal: ['-5', '-4', '-3', '-2', '-1', '0', '3'],
  standard: ['-5', '-2', '-1', '0', '3'],
  emergency: ['-5', '-3', '-2', '-1', '0', '3'],
};

const CHANGE_STATES = new Set([
  ...Object.values(CHANGE_PATHS).flatMap(path => path ?? []),
  CHANGE_CANCELED,
]);

/** Until it is implemented a change can be revised, which takes it back to New. */
const REVISABLE = new Set(['-4', '-3', '-2']);

/** New 101, Assess 102, Root Cause Analysis 103, Fix in Progress 104, Resolved 106, Closed 107. */
const PROBLEM_MOVES: Moves = {
  '101': ['102', '107'],
  '102': ['103', '107'],
  '103': ['104', '106', '107'],
  '104': ['103', '106', '107'],
  '106': ['103', '107'],
  '107': ['103'],
};

function mayChangeMove(type: string, from: string, to: string): boolean {
  const path = CHANGE_PATHS[type];
  if (!path || !CHANGE_STATES.has(from) || !CHANGE_STATES.has(to)) {
    // Types and states of a customer's own have models the simulator knows nothing about.
    return true;
  }
  return (
    (path.includes(from) && path[path.indexOf(from) + 1] === to) ||
    (to === CHANGE_NEW && REVISABLE.has(from)) ||
    (to === CHANGE_CANCELED && from !== CHANGE_CLOSED)
  );
}

function checkChange({ current, previous, operation, table }: RuleContext) {
  if (operation === 'insert') {
    if (LATE_STATES.includes(current.state)) {
      current.state = CHANGE_NEW;
    }
    return;
  }
  const from = previous?.state ?? '';
  if (
    from !== current.state &&
    !mayChangeMove(current.type, from, current.state)
  ) {
    throw operationFailed(
      `Operation against file '${table}' was aborted by Business Rule '${CHANGE_RULE}^${CHANGE_RULE_ID}'. Business Rule Stack:${CHANGE_RULE}`,
    );
  }
}

/** `state` and the older `problem_state` say the same; whichever was written wins. */
function keepProblemStatesEqual({ current, changes, operation }: RuleContext) {
  const stateWritten =
    operation === 'insert' ? current.state !== '101' : changes('state');
  if (stateWritten) {
    current.problem_state = current.state;
  } else if (changes('problem_state')) {
    current.state = current.problem_state;
  }
}

/** A problem that may not go where it was sent stays where it is, and the answer does not say why. */
function checkProblem({ current, previous, operation }: RuleContext) {
  const from = previous?.state;
  if (operation !== 'update' || !from || from === current.state) {
    return;
  }
  const allowed = PROBLEM_MOVES[from];
  if (
    allowed &&
    PROBLEM_MOVES[current.state] &&
    !allowed.includes(current.state)
  ) {
    current.state = from;
    current.problem_state = from;
  }
}

/** Changes and problems move along the paths of their models; any other move is refused or ignored. @internal */
export const stateModelRules: BeforeRule[] = [
  { name: CHANGE_RULE, table: 'change_request', run: checkChange },
  { name: 'problem state', table: 'problem', run: keepProblemStatesEqual },
  {
    name: 'Problem Model: Check State Transition',
    table: 'problem',
    run: checkProblem,
  },
];
