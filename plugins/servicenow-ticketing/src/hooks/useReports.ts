import { useApi } from '@backstage/core-plugin-api';
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { IngestStatus } from 'backstage-plugin-servicenow-ticketing-common';
import { ticketingApiRef } from '../apis';
import { queryKeys } from './queryKeys';
import { REFRESH_INTERVAL } from './useAnomalies';

/** Reports on one page of the list. */
export const REPORTS_PAGE_SIZE = 20;

/** Which reports are listed. */
export interface ReportsQuery {
  source: string | undefined;
  status: IngestStatus | undefined;
  page: number;
}

/** One page of what sources reported, newest first. New ones appear by themselves unless `paused`. */
export function useReports(query: ReportsQuery, { paused = false } = {}) {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.reportList(query),
    queryFn: ({ signal }) =>
      api.ingests.list({ ...query, size: REPORTS_PAGE_SIZE }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: paused ? false : REFRESH_INTERVAL,
  });
}

/** Processes a report as if it came now. */
export function useReplayReport() {
  const api = useApi(ticketingApiRef);
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => api.ingests.replay(id),
    onSettled: () => {
      for (const queryKey of [queryKeys.reports, queryKeys.anomalies]) {
        queryClient.invalidateQueries({ queryKey }).catch(() => {
          // The lists themselves show what went wrong.
        });
      }
    },
  });
}

/** Hands the document of a report to the browser, as a file to keep. */
export function useDownloadReport() {
  const api = useApi(ticketingApiRef);
  return useMutation({
    mutationFn: async (id: number) => {
      const text = await api.ingests.getDocument(id);
      return { fileName: `report-${id}.json`, text };
    },
  });
}
