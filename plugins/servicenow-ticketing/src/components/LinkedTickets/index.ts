export { LinkedTickets } from './LinkedTickets';
