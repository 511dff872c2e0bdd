import { useApi } from '@backstage/core-plugin-api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AnomalyWatch } from 'backstage-plugin-servicenow-ticketing-common';
import { ticketingApiRef } from '../apis';
import { queryKeys } from './queryKeys';

/** Whether the reader hears of an anomaly. */
export function useWatch(anomalyId: number) {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.watch(anomalyId),
    queryFn: ({ signal }) => api.getWatch(anomalyId, { signal }),
  });
}

/** The reader wants to hear of an anomaly, or nothing of it; it shows at once and is taken back when it fails. */
export function useSetWatch(anomalyId: number) {
  const api = useApi(ticketingApiRef);
  const queryClient = useQueryClient();
  const queryKey = queryKeys.watch(anomalyId);
  const show = (watching: boolean) =>
    queryClient.setQueryData<AnomalyWatch>(queryKey, { watching });
  return useMutation({
    mutationFn: (watching: boolean) => api.setWatch(anomalyId, watching),
    onMutate: show,
    onError: (_error, watching) => show(!watching),
  });
}
