export { TicketDialogs } from './TicketDialogs';
export type { TicketDialogKind } from './TicketDialogs';
