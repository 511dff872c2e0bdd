import { useApi } from '@backstage/core-plugin-api';
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { DeliveryStatus } from 'backstage-plugin-servicenow-ticketing-common';
import { ticketingApiRef } from '../apis';
import { queryKeys } from './queryKeys';
import { REFRESH_INTERVAL } from './useAnomalies';

/** Deliveries on one page of the list. */
export const DELIVERIES_PAGE_SIZE = 50;

/** One page of the changes that go to ServiceNow, newest first. */
export function useDeliveries(
  status: DeliveryStatus | undefined,
  page: number,
) {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.deliveryList(status, page),
    queryFn: ({ signal }) =>
      api.listDeliveries(
        { status, page, size: DELIVERIES_PAGE_SIZE },
        { signal },
      ),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_INTERVAL,
  });
}

/** Tries a delivery again now, or gives it up for good. */
export function useSettleDelivery() {
  const api = useApi(ticketingApiRef);
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (request: { id: number; action: 'retry' | 'discard' }) =>
      request.action === 'retry'
        ? api.retryDelivery(request.id)
        : api.discardDelivery(request.id),
    onSettled: () => {
      queryClient
        .invalidateQueries({ queryKey: queryKeys.deliveries })
        .catch(() => {
          // The list itself shows what went wrong.
        });
    },
  });
}
