/**
 * Extension points of the servicenow-ticketing backend plugin.
 *
 * @packageDocumentation
 */
export * from './AnomalySource';
export * from './anomalySourcesExtensionPoint';
