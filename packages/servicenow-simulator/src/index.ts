/**
 * A ServiceNow instance in one process, for tests, demos and benchmarks.
 *
 * @packageDocumentation
 */
export { createSimulator } from './createSimulator';
export type { Simulator, SimulatorOptions } from './createSimulator';
export type { AccessOperation } from './access/AccessControl';
export type { Clock, RecordChange, Row } from './engine/types';
export type { TlsOptions } from './http/listen';
export type { SeenRequest } from './http/RequestLog';
