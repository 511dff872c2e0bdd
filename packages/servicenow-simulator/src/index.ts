/**
 * A ServiceNow instance in one process, for tests, demos and benchmarks.
 *
 * @packageDocumentation
 */
export { createSimulator } from './createSimulator';
export type { Simulator, SimulatorOptions } from './createSimulator';
export type { AccessOperation, AccessSettings } from './access/types';
export type { Clock, RecordChange, Row } from './engine/types';
export { FAULT_KINDS } from './faults/types';
export type { Fault, FaultKind } from './faults/types';
export type { PlannedFault } from './faults/FaultPlan';
export type { RateLimit } from './faults/rateLimit';
export type { TlsOptions } from './http/listen';
export type { SeenRequest } from './http/RequestLog';
export type { Webhook, WebhookDelivery } from './webhooks/WebhookSender';
export { parseQuery } from './query/parse';
export type {
  AllOf,
  AnyOf,
  Condition,
  InvalidCondition,
  JoinCondition,
  Operator,
  Order,
  Query,
  RelatedListCondition,
  Term,
} from './query/ast';
