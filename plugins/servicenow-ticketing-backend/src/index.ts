/**
 * Backstage backend plugin: data-quality anomalies, ServiceNow tickets and the durable sync between them.
 *
 * @packageDocumentation
 */
export { ticketingReadiness } from './readiness';
export { servicenowTicketingPlugin as default } from './plugin';
export type { AnomalyCondition } from './domain/anomalyAccess';
export {
  anomalyPermissionResourceRef,
  type AnomalyResource,
} from './permissions/anomalyResource';
export {
  anomalyConditions,
  createAnomalyConditionalDecision,
} from './permissions/conditionExports';
export { anomalyPermissionRules } from './permissions/rules';
