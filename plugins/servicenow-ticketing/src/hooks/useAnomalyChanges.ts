import { useApi } from '@backstage/core-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  CreateTicketRequestInput,
  LinkTicketRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import { ticketingApiRef } from '../apis';
import { queryKeys } from './queryKeys';

/** Reads again what a change may have touched. Not awaited: the change itself is done. */
function useRefreshAnomalies() {
  const queryClient = useQueryClient();
  return () => {
    queryClient
      .invalidateQueries({ queryKey: queryKeys.anomalies })
      .catch(() => {
        // The queries themselves show what went wrong.
      });
  };
}

/** Adds a comment to an anomaly. */
export function useAddComment(anomalyId: number) {
  const api = useApi(ticketingApiRef);
  const refresh = useRefreshAnomalies();
  return useMutation({
    mutationFn: (body: string) => api.addComment(anomalyId, body),
    onSuccess: refresh,
  });
}

/** Creates a ticket in ServiceNow and links it; the same key never makes two. */
export function useCreateTicket(anomalyId: number) {
  const api = useApi(ticketingApiRef);
  const refresh = useRefreshAnomalies();
  return useMutation({
    mutationFn: (options: {
      request: CreateTicketRequestInput;
      idempotencyKey: string;
    }) =>
      api.createTicket(anomalyId, options.request, {
        idempotencyKey: options.idempotencyKey,
      }),
    onSuccess: refresh,
  });
}

/** Links an existing ticket to an anomaly. */
export function useLinkTicket(anomalyId: number) {
  const api = useApi(ticketingApiRef);
  const refresh = useRefreshAnomalies();
  return useMutation({
    mutationFn: (request: LinkTicketRequest) =>
      api.linkTicket(anomalyId, request),
    onSuccess: refresh,
  });
}

/** Unlinks a ticket from an anomaly; the ticket stays in ServiceNow. */
export function useUnlinkTicket(anomalyId: number) {
  const api = useApi(ticketingApiRef);
  const refresh = useRefreshAnomalies();
  return useMutation({
    mutationFn: (linkId: number) => api.unlinkTicket({ anomalyId, linkId }),
    onSettled: refresh,
  });
}

/** Fetches the state of a linked ticket from ServiceNow now. */
export function useSyncTicket(anomalyId: number) {
  const api = useApi(ticketingApiRef);
  const refresh = useRefreshAnomalies();
  return useMutation({
    mutationFn: (linkId: number) => api.syncTicketLink({ anomalyId, linkId }),
    onSettled: refresh,
  });
}
