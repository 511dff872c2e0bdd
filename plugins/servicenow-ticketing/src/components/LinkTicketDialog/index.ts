export { LinkTicketDialog } from './LinkTicketDialog';
