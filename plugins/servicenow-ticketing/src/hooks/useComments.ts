import { useApi } from '@backstage/core-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ticketingApiRef } from '../apis';
import { queryKeys } from './queryKeys';

function useRefreshActivity(anomalyId: number) {
  const queryClient = useQueryClient();
  return () => {
    queryClient
      .invalidateQueries({ queryKey: queryKeys.activity(anomalyId) })
      .catch(() => {
        // The timeline itself shows what went wrong.
      });
  };
}

/** Changes a comment of one's own. */
export function useEditComment(anomalyId: number) {
  const api = useApi(ticketingApiRef);
  const refresh = useRefreshActivity(anomalyId);
  return useMutation({
    mutationFn: (change: { activityId: number; body: string }) =>
      api.editComment({ anomalyId, ...change }),
    onSettled: refresh,
  });
}

/** Takes a comment of one's own back. */
export function useDeleteComment(anomalyId: number) {
  const api = useApi(ticketingApiRef);
  const refresh = useRefreshActivity(anomalyId);
  return useMutation({
    mutationFn: (activityId: number) =>
      api.deleteComment({ anomalyId, activityId }),
    onSettled: refresh,
  });
}
