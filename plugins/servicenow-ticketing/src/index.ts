/**
 * Data-quality anomalies of the catalog's datasets and their ServiceNow tickets.
 *
 * @packageDocumentation
 */
export { ticketingApiRef } from './apis';
export type { TicketingApi } from './apis';
export { isServicenowTicketingAvailable } from './availability';
export {
  EntityDataQualityContent,
  EntityIncidentRecoveryCard,
  EntityServicenowTicketsCard,
  HomePageMyTickets,
  ServicenowTicketingPage,
  servicenowTicketingPlugin,
} from './plugin';
export { servicenowTicketingTranslationRef } from './translation';
