import { useApi } from '@backstage/core-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ticketingApiRef } from '../apis';
import { queryKeys } from './queryKeys';

const SEARCH_SIZE = 20;

/** The create form of an integration, prefilled for an anomaly. Read once per opened dialog. */
export function useFormSpecification(
  anomalyId: number,
  integrationId: number | undefined,
) {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.form(anomalyId, integrationId),
    queryFn: ({ signal }) =>
      api.getFormSpecification(
        { anomaly_id: anomalyId, integration_id: integrationId },
        { signal },
      ),
    // The form must not change under the hands of the one who fills it.
    staleTime: Infinity,
    gcTime: 0,
  });
}

/** Searches ServiceNow by number or short description; an answer no longer wanted is cancelled. */
export function useTicketSearch(
  text: string,
  options: { enabled: boolean; integrationId?: number },
) {
  const api = useApi(ticketingApiRef);
  const query = {
    query: text,
    integration_id: options.integrationId,
    size: SEARCH_SIZE,
  };
  return useQuery({
    queryKey: queryKeys.ticketSearch(query),
    queryFn: ({ signal }) => api.searchTickets(query, { signal }),
    enabled: options.enabled,
    placeholderData: keepPreviousData,
  });
}
