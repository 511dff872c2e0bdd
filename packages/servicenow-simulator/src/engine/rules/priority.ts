import { BeforeRule, RuleContext } from './types';

/** Priority by impact, then urgency; the table "Priority Data Lookup" of a fresh instance. */
const MATRIX: Record<string, Record<string, string>> = {
  '1': { '1': '1', '2': '2', '3': '3' },
  '2': { '1': '2', '2': '3', '3': '4' },
  '3': { '1': '3', '2': '4', '3': '5' },
};

function lookUpPriority({ current }: RuleContext) {
  const priority = MATRIX[current.impact]?.[current.urgency];
  if (priority) {
    current.priority = priority;
  }
}

/** A priority someone writes is overwritten by what impact and urgency say. @internal */
export const priorityRules: BeforeRule[] = ['incident', 'problem'].map(
  table => ({ name: 'Priority Data Lookup', table, run: lookUpPriority }),
);
