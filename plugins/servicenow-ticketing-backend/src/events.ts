/**
 * Module of the events backend: lets sources report under `/api/events/http/<topic>` that can only sign.
 *
 * @packageDocumentation
 */
export { servicenowTicketingEventsModule as default } from './eventsModule';
