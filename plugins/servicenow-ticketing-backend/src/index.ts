/**
 * Backstage backend plugin: data-quality anomalies, ServiceNow tickets and the durable sync between them.
 *
 * @packageDocumentation
 */
export { servicenowTicketingPlugin as default } from './plugin';
