import { assignmentRules } from './assignment';
import { auditRules } from './audit';
import { closePolicyRules } from './closePolicy';
import { incidentStateRules } from './incidentState';
import { peopleRules } from './people';
import { priorityRules } from './priority';
import { schemaRules } from './schema';
import { taskClosingRules } from './taskClosing';
import { AfterRule, BeforeRule } from './types';

/** The business rules of a fresh instance, in the order in which they run. @internal */
export const STANDARD_RULES: { before: BeforeRule[]; after: AfterRule[] } = {
  before: [
    ...incidentStateRules,
    ...taskClosingRules,
    ...assignmentRules,
    ...priorityRules,
    ...peopleRules,
    ...closePolicyRules,
  ],
  after: [...schemaRules, ...auditRules],
};
