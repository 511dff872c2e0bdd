export * from './DatasetsClient';
export * from './HttpClient';
export * from './IngestsClient';
export * from './IntegrationsClient';
export * from './LinkedTicketsClient';
export * from './queries';
export * from './TicketingClient';
