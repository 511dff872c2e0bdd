import type {
  ActivityKind,
  AnomalyListQuery,
  TicketSearchQuery,
} from 'backstage-plugin-servicenow-ticketing-common';

/** Names of what is read from the backend; everything below `anomalies` is read again after a change. */
export const queryKeys = {
  anomalies: ['anomalies'] as const,
  anomalyLists: ['anomalies', 'list'] as const,
  anomalyList: (query: AnomalyListQuery) =>
    ['anomalies', 'list', query] as const,
  openAnomaly: ['anomalies', 'one'] as const,
  activities: ['anomalies', 'activity'] as const,
  anomaly: (id: number) => ['anomalies', 'one', id] as const,
  activity: (id: number) => ['anomalies', 'activity', id] as const,
  activityOf: (id: number, kinds: ActivityKind[] | undefined) =>
    ['anomalies', 'activity', id, kinds] as const,
  occurrences: (id: number) => ['anomalies', 'occurrences', id] as const,
  watch: (id: number) => ['watch', id] as const,
  recovery: (entityRef: string | undefined) =>
    ['anomalies', 'recovery', entityRef] as const,
  facets: (entityRef: string | undefined) => ['facets', entityRef] as const,
  datasets: ['datasets'] as const,
  unmatchedDatasets: (text: string, page: number) =>
    ['datasets', 'unmatched', text, page] as const,
  datasetAssignments: (page: number) =>
    ['datasets', 'assignments', page] as const,
  entitySuggestions: (key: string) => ['entitySuggestions', key] as const,
  identity: ['identity'] as const,
  catalogSearch: (kinds: string[], text: string) =>
    ['catalog', kinds, text] as const,
  permissions: ['permissions'] as const,
  integrations: ['integrations'] as const,
  integrationList: ['integrations', 'list'] as const,
  integrationOptions: ['integrations', 'options'] as const,
  integration: (id: number) => ['integrations', 'one', id] as const,
  authorization: (id: string | undefined) => ['authorizations', id] as const,
  form: (query: object) => ['form', query] as const,
  references: (query: object) => ['references', query] as const,
  ticketSearch: (query: TicketSearchQuery) => ['tickets', query] as const,
  linkedTickets: ['linkedTickets'] as const,
  linkedTicketLists: ['linkedTickets', 'list'] as const,
  linkedTicketList: (query: object) =>
    ['linkedTickets', 'list', query] as const,
  ticketDetails: (linkId: number) => ['linkedTickets', 'one', linkId] as const,
  ticketDiscussion: (linkId: number, page: number) =>
    ['linkedTickets', 'discussion', linkId, page] as const,
  relatedTickets: (linkId: number) =>
    ['linkedTickets', 'related', linkId] as const,
  similarTickets: (anomalyId: number, integrationId: number) =>
    ['similarTickets', anomalyId, integrationId] as const,
  entityTickets: (entityRef: string, query: unknown) =>
    ['entityTickets', entityRef, query] as const,
  deliveries: ['deliveries'] as const,
  deliveryList: (query: object) => ['deliveries', 'list', query] as const,
  reports: ['reports'] as const,
  reportList: (query: object) => ['reports', 'list', query] as const,
  delivery: (id: number) => ['deliveries', 'one', id] as const,
};
