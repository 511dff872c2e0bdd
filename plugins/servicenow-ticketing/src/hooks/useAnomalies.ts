import { useApi } from '@backstage/core-plugin-api';
import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type {
  Activity,
  ActivityKind,
  Anomaly,
  AnomalyListQuery,
  ListAnomaliesResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import { ticketingApiRef } from '../apis';
import { queryKeys } from './queryKeys';

/**
 * How often what is on screen is read again while the page is visible, in milliseconds. Signals are faster where the
 * host has them.
 */
export const REFRESH_INTERVAL = 30_000;

/** The same while something waits to reach ServiceNow: somebody is looking whether it does. */
const WAITING_INTERVAL = 4_000;

/** Entries of a timeline that are read at once. */
const ACTIVITY_SIZE = 30;

/** Sources and types hardly change. */
const FACETS_LIFETIME = 60_000;

/** One page of anomalies, read again every now and then; the rows before stay until the next are there. */
export function useAnomalies(query: AnomalyListQuery) {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.anomalyList(query),
    queryFn: ({ signal }) => api.listAnomalies(query, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_INTERVAL,
  });
}

/** What there is to filter by. */
export function useFacets(entityRef: string | undefined) {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.facets(entityRef),
    queryFn: ({ signal }) =>
      api.getFacets({ entity_ref: entityRef }, { signal }),
    staleTime: FACETS_LIFETIME,
  });
}

/** How long anomalies took to be restored. */
export function useRecovery(entityRef: string | undefined) {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.recovery(entityRef),
    queryFn: ({ signal }) =>
      api.getRecovery({ entity_ref: entityRef }, { signal }),
  });
}

const isWaiting = (anomaly: Anomaly | undefined) =>
  anomaly?.ticket_links.some(({ sync }) => sync.waiting > 0) ?? false;

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
    refetchInterval: ({ state }) =>
      isWaiting(state.data) ? WAITING_INTERVAL : REFRESH_INTERVAL,
  });
}

/** What the runs of its source said about an anomaly. */
export function useOccurrences(anomalyId: number) {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.occurrences(anomalyId),
    queryFn: ({ signal }) => api.getOccurrences(anomalyId, { signal }),
  });
}

const UNSETTLED = ['pending', 'delivering', 'retrying'];

const isUnsettled = (entry: Activity) =>
  entry.deliveries.some(({ status }) => UNSETTLED.includes(status));

/** The timeline of an anomaly, newest first, of some kinds or all; older entries are read on demand. */
export function useActivity(anomalyId: number, kinds?: ActivityKind[]) {
  const api = useApi(ticketingApiRef);
  return useInfiniteQuery({
    queryKey: queryKeys.activityOf(anomalyId, kinds),
    queryFn: ({ signal, pageParam }) =>
      api.listActivity(
        anomalyId,
        { kind: kinds, cursor: pageParam, size: ACTIVITY_SIZE },
        { signal },
      ),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next_cursor: cursor }) => cursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.pages[0]?.items.some(isUnsettled)
        ? WAITING_INTERVAL
        : REFRESH_INTERVAL,
  });
}
