export { TicketDrawerInUrl } from './TicketDrawerInUrl';
