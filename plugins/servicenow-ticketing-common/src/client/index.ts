export * from './queries';
export * from './TicketingClient';
