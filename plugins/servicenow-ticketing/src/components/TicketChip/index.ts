export { TicketChip } from './TicketChip';
export { isOpenTicket } from './ticketState';
export { useTicketNames } from './useTicketNames';
