import { useApi } from '@backstage/core-plugin-api';
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { ticketingApiRef } from '../apis';
import { queryKeys } from './queryKeys';
import { REFRESH_INTERVAL } from './useAnomalies';

/** Datasets and assignments on one page. */
export const DATASETS_PAGE_SIZE = 20;

/** One page of the datasets that no entity stands for. */
export function useUnmatchedDatasets(text: string, page: number) {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.unmatchedDatasets(text, page),
    queryFn: ({ signal }) =>
      api.datasets.listUnmatched(
        { query: text || undefined, page, size: DATASETS_PAGE_SIZE },
        { signal },
      ),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_INTERVAL,
  });
}

/** One page of what was assigned by hand. */
export function useDatasetAssignments(page: number) {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.datasetAssignments(page),
    queryFn: ({ signal }) =>
      api.datasets.listAssignments(
        { page, size: DATASETS_PAGE_SIZE },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
}

/** Entities that look like a dataset, likeliest first; asked for only when `isAsked`. */
export function useEntitySuggestions(key: string, isAsked: boolean) {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.entitySuggestions(key),
    queryFn: ({ signal }) => api.datasets.suggestEntities(key, { signal }),
    enabled: isAsked,
    staleTime: Infinity,
    // Without them everything still works.
    retry: false,
  });
}

function useRefreshDatasets() {
  const queryClient = useQueryClient();
  return () => {
    for (const queryKey of [queryKeys.datasets, queryKeys.anomalies]) {
      queryClient.invalidateQueries({ queryKey }).catch(() => {
        // The queries themselves show what went wrong.
      });
    }
  };
}

/** Says which entities a dataset is. */
export function useAssignDataset() {
  const api = useApi(ticketingApiRef);
  const refresh = useRefreshDatasets();
  return useMutation({
    mutationFn: (request: { key: string; entity_refs: string[] }) =>
      api.datasets.assign(request),
    onSettled: refresh,
  });
}

/** Takes an assignment back. */
export function useUnassignDataset() {
  const api = useApi(ticketingApiRef);
  const refresh = useRefreshDatasets();
  return useMutation({
    mutationFn: (assignmentId: number) => api.datasets.unassign(assignmentId),
    onSettled: refresh,
  });
}
