import { useApi } from '@backstage/core-plugin-api';
import {
  keepPreviousData,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type {
  Anomaly,
  AnomalyListQuery,
  ListAnomaliesResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import { ticketingApiRef } from '../apis';
import { queryKeys } from './queryKeys';

/** How often what is on screen is read again while the page is visible, in milliseconds. */
export const REFRESH_INTERVAL = 10_000;

const ACTIVITY_SIZE = 100;

/** One page of anomalies, read again every few seconds; the rows before stay until the next are there. */
export function useAnomalies(query: AnomalyListQuery) {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.anomalyList(query),
    queryFn: ({ signal }) => api.listAnomalies(query, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_INTERVAL,
  });
}

/** One anomaly; a row of the list that is there already is shown until the answer comes. */
export function useAnomaly(id: number) {
  const api = useApi(ticketingApiRef);
  const queryClient = useQueryClient();
  return useQuery<Anomaly>({
    queryKey: queryKeys.anomaly(id),
    queryFn: ({ signal }) => api.getAnomaly(id, { signal }),
    placeholderData: () =>
      queryClient
        .getQueriesData<ListAnomaliesResponse>({
          queryKey: queryKeys.anomalyLists,
        })
        .flatMap(([, list]) => list?.items ?? [])
        .find(row => row.id === id),
    refetchInterval: REFRESH_INTERVAL,
  });
}

/** The newest entries of an anomaly's timeline, newest first. */
export function useActivity(anomalyId: number) {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.activity(anomalyId),
    queryFn: ({ signal }) =>
      api.listActivity(anomalyId, { size: ACTIVITY_SIZE }, { signal }),
    refetchInterval: REFRESH_INTERVAL,
  });
}
