export { LinkedTickets } from './LinkedTickets';
export { TicketSyncState } from './TicketSyncState';
