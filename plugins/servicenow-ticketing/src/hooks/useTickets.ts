import { useApi } from '@backstage/core-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReferenceTableName } from 'backstage-plugin-servicenow-ticketing-common';
import { ticketingApiRef } from '../apis';
import { queryKeys } from './queryKeys';

const SEARCH_SIZE = 20;
/** How long suggestions are taken for true, in milliseconds. */
const SUGGESTIONS_AGE = 60_000;

/** The create form of an integration, prefilled for an anomaly. Read once per opened dialog. */
export function useFormSpecification(
  anomalyId: number,
  target: { integrationId?: number; table?: string },
) {
  const api = useApi(ticketingApiRef);
  const query = {
    anomaly_id: anomalyId,
    integration_id: target.integrationId,
    table: target.table,
  };
  return useQuery({
    queryKey: queryKeys.form(query),
    queryFn: ({ signal }) => api.getFormSpecification(query, { signal }),
    // The form must not change under the hands of the one who fills it.
    staleTime: Infinity,
    gcTime: 0,
    // Nothing jumps while another type of ticket is read.
    placeholderData: keepPreviousData,
  });
}

/** Searches ServiceNow by number or short description; an answer no longer wanted is cancelled. */
export function useTicketSearch(
  text: string,
  options: {
    enabled: boolean;
    integrationId?: number;
    state?: string;
    page?: number;
  },
) {
  const api = useApi(ticketingApiRef);
  const query = {
    query: text,
    integration_id: options.integrationId,
    state: options.state,
    page: options.page,
    size: SEARCH_SIZE,
  };
  return useQuery({
    queryKey: queryKeys.ticketSearch(query),
    queryFn: ({ signal }) => api.searchTickets(query, { signal }),
    enabled: options.enabled,
    placeholderData: keepPreviousData,
  });
}

/** Suggests records of ServiceNow while somebody types. */
export function useReferenceSearch(
  search: {
    integrationId: number;
    table: ReferenceTableName;
    query: string;
    group?: string;
    size?: number;
  },
  options: { enabled: boolean },
) {
  const api = useApi(ticketingApiRef);
  const { integrationId, ...query } = search;
  return useQuery({
    queryKey: queryKeys.references(search),
    queryFn: ({ signal }) =>
      api.searchReferences(integrationId, query, { signal }),
    enabled: options.enabled,
    placeholderData: keepPreviousData,
    staleTime: SUGGESTIONS_AGE,
  });
}
