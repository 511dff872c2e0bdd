import { useApi } from '@backstage/core-plugin-api';
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type {
  LinkedTicketsQuery,
  TicketActionRequestInput,
  TicketStateGroup,
  EntityTicketType,
} from 'backstage-plugin-servicenow-ticketing-common';
import { ticketingApiRef } from '../apis';
import { queryKeys } from './queryKeys';

/** How often what is shown of tickets is read again, in milliseconds. */
const REFRESH_INTERVAL = 30_000;
const DISCUSSION_SIZE = 20;

/** One page of linked tickets across anomalies. */
export function useLinkedTickets(query: LinkedTicketsQuery) {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.linkedTicketList(query),
    queryFn: ({ signal }) => api.linkedTickets.list(query, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_INTERVAL,
  });
}

/** A linked ticket as ServiceNow shows it now. */
export function useTicketDetails(linkId: number) {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.ticketDetails(linkId),
    queryFn: ({ signal }) => api.linkedTickets.get(linkId, { signal }),
    refetchInterval: REFRESH_INTERVAL,
  });
}

/** One page of what is said about a ticket, newest first. */
export function useTicketDiscussion(linkId: number, page: number) {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.ticketDiscussion(linkId, page),
    queryFn: ({ signal }) =>
      api.linkedTickets.getDiscussion(
        linkId,
        { page, size: DISCUSSION_SIZE },
        { signal },
      ),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_INTERVAL,
  });
}

/** Records that ServiceNow relates to a ticket. */
export function useRelatedTickets(linkId: number) {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.relatedTickets(linkId),
    queryFn: ({ signal }) => api.linkedTickets.getRelated(linkId, { signal }),
  });
}

/** Acts on a ticket; the same key never acts twice. */
export function useTicketAction(linkId: number) {
  const api = useApi(ticketingApiRef);
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (options: {
      request: TicketActionRequestInput;
      idempotencyKey: string;
    }) =>
      api.linkedTickets.act(linkId, options.request, {
        idempotencyKey: options.idempotencyKey,
      }),
    onSettled: () => {
      for (const queryKey of [queryKeys.linkedTickets, queryKeys.anomalies]) {
        queryClient.invalidateQueries({ queryKey }).catch(() => {
          // The queries themselves show what went wrong.
        });
      }
    },
  });
}

/** Open tickets that may be about the same thing as an anomaly. */
export function useSimilarTickets(anomalyId: number, integrationId: number) {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.similarTickets(anomalyId, integrationId),
    queryFn: ({ signal }) =>
      api.linkedTickets.listSimilar(
        anomalyId,
        { integration_id: integrationId },
        { signal },
      ),
  });
}

/** One page of the ServiceNow records of an entity. */
export function useEntityTickets(
  entityRef: string,
  query: {
    type: EntityTicketType;
    state: TicketStateGroup;
    page: number;
    size: number;
  },
) {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.entityTickets(entityRef, query),
    queryFn: ({ signal }) =>
      api.linkedTickets.listOfEntity(entityRef, query, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** How many records of an entity are open. */
export function useEntityTicketsSummary(entityRef: string) {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.entityTickets(entityRef, 'summary'),
    queryFn: ({ signal }) =>
      api.linkedTickets.summarizeEntity(entityRef, {}, { signal }),
  });
}

/** How long incidents of an entity took to be resolved. */
export function useEntityRecovery(entityRef: string, weeks: number) {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.entityTickets(entityRef, { weeks }),
    queryFn: ({ signal }) =>
      api.linkedTickets.getRecovery(entityRef, { weeks }, { signal }),
  });
}
