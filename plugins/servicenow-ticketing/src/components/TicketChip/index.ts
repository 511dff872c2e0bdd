export { TicketChip } from './TicketChip';
export { TicketStateLabel } from './TicketStateLabel';
export { isOpenTicket } from './ticketState';
export { useTicketNames } from './useTicketNames';
