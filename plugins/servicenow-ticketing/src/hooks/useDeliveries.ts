import { useApi } from '@backstage/core-plugin-api';
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type {
  BulkDeliveriesRequest,
  DeliveryStatus,
} from 'backstage-plugin-servicenow-ticketing-common';
import { ticketingApiRef } from '../apis';
import { queryKeys } from './queryKeys';
import { REFRESH_INTERVAL } from './useAnomalies';

/** Deliveries on one page of a list. */
export const DELIVERIES_PAGE_SIZE = 20;

/** Which changes are listed. */
export interface DeliveriesFilter {
  status: DeliveryStatus[];
  query?: string;
}

/** One page of the changes that go to ServiceNow, newest first. */
export function useDeliveries(filter: DeliveriesFilter, page: number) {
  const api = useApi(ticketingApiRef);
  const query = { ...filter, page, size: DELIVERIES_PAGE_SIZE };
  return useQuery({
    queryKey: queryKeys.deliveryList(query),
    queryFn: ({ signal }) => api.listDeliveries(query, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_INTERVAL,
  });
}

/** One change with its tries and what it writes. */
export function useDelivery(id: number) {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.delivery(id),
    queryFn: ({ signal }) => api.getDelivery(id, { signal }),
    refetchInterval: REFRESH_INTERVAL,
  });
}

/** Tries deliveries again now, or gives them up for good; one, several, or all that a filter means. */
export function useDecideDeliveries() {
  const api = useApi(ticketingApiRef);
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (request: {
      action: 'retry' | 'discard';
      ids?: number[];
      filter?: Omit<Partial<NonNullable<BulkDeliveriesRequest['filter']>>, ''>;
    }) => api.decideDeliveries(request),
    onSettled: () => {
      queryClient
        .invalidateQueries({ queryKey: queryKeys.deliveries })
        .catch(() => {
          // The list itself shows what went wrong.
        });
    },
  });
}
