export { ticketingApiRef } from './ticketingApi';
export type { TicketingApi } from './ticketingApi';
