export { LinkedTickets } from './LinkedTickets';
export { TicketTrouble } from './TicketTrouble';
export { TicketSyncState } from './TicketSyncState';
