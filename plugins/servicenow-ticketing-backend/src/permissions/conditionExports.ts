import { createConditionExports } from '@backstage/plugin-permission-node';
import { anomalyPermissionResourceRef } from './anomalyResource';
import { anomalyPermissionRules } from './rules';

const { conditions, createConditionalDecision } = createConditionExports({
  resourceRef: anomalyPermissionResourceRef,
  rules: anomalyPermissionRules,
});

/** Conditions for permission policies, such as `anomalyConditions.hasOwner({ owners })`. @public */
export const anomalyConditions = conditions;

/** The answer of a permission policy that grants a permission for some anomalies. @public */
export const createAnomalyConditionalDecision = createConditionalDecision;
