import { assignmentRules } from './assignment';
import { auditRules } from './audit';
import { cascadeRules } from './cascade';
import { certificateRules } from './certificates';
import { closePolicyRules } from './closePolicy';
import { declaredRules } from './declaredRules';
import { incidentStateRules } from './incidentState';
import { peopleRules } from './people';
import { priorityRules } from './priority';
import { requestRules } from './requests';
import { schemaRules } from './schema';
import { standardChangeRules } from './standardChange';
import { stateModelRules } from './stateModels';
import { taskClosingRules } from './taskClosing';
import { AfterRule, BeforeRule } from './types';

/** The business rules of a fresh instance, in the order in which they run. @internal */
export const STANDARD_RULES: { before: BeforeRule[]; after: AfterRule[] } = {
  before: [
    ...incidentStateRules,
    ...standardChangeRules,
    ...stateModelRules,
    ...taskClosingRules,
    ...assignmentRules,
    ...priorityRules,
    ...peopleRules,
    ...requestRules,
    ...closePolicyRules,
    ...certificateRules,
    ...declaredRules,
  ],
  after: [...schemaRules, ...auditRules, ...cascadeRules],
};
