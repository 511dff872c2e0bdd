import { useApi } from '@backstage/core-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ticketingApiRef } from '../apis';
import { queryKeys } from './queryKeys';
import { REFRESH_INTERVAL } from './useAnomalies';

/** Calls on one page of the log. */
export const CALLS_PAGE_SIZE = 25;

/** Which part of the log is read. */
export interface ApiCallsQuery {
  outcome: 'failed' | undefined;
  page: number;
}

/** One page of the calls to an instance, newest first. New ones appear by themselves unless `paused`. */
export function useApiCalls(
  integrationId: number,
  { outcome, page, paused }: ApiCallsQuery & { paused: boolean },
) {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: [
      ...queryKeys.integration(integrationId),
      'calls',
      { outcome, page },
    ],
    queryFn: ({ signal }) =>
      api.integrations.listCalls(
        integrationId,
        { outcome, page, size: CALLS_PAGE_SIZE },
        { signal },
      ),
    placeholderData: keepPreviousData,
    refetchInterval: paused ? false : REFRESH_INTERVAL,
  });
}
