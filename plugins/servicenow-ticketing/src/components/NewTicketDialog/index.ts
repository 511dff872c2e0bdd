export { NewTicketDialog } from './NewTicketDialog';
