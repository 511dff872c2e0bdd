import { useApi } from '@backstage/core-plugin-api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DefinitionOptions } from 'backstage-plugin-servicenow-ticketing-common';
import { ticketingApiRef } from '../apis';
import { queryKeys } from './queryKeys';

/** How often the health of the connections is read again, in milliseconds. */
const HEALTH_INTERVAL = 30_000;

/** Reads again what a change or a test may have touched. Not awaited: the change itself is done. */
export function useRefreshIntegrations() {
  const queryClient = useQueryClient();
  return () => {
    queryClient
      .invalidateQueries({ queryKey: queryKeys.integrations })
      .catch(() => {
        // The queries themselves show what went wrong.
      });
  };
}

/** The connected ServiceNow instances; nothing when the user may not know them. */
export function useIntegrations() {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.integrationList,
    queryFn: ({ signal }) => api.integrations.list({ signal }),
    staleTime: Infinity,
  });
}

/** The same, with their health kept current. */
export function useIntegrationsHealth() {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.integrationList,
    queryFn: ({ signal }) => api.integrations.list({ signal }),
    refetchInterval: HEALTH_INTERVAL,
  });
}

/** Whether instances can be connected in the portal, and the redirect URL for OAuth. */
export function useIntegrationOptions() {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.integrationOptions,
    queryFn: ({ signal }) => api.integrations.getOptions({ signal }),
    staleTime: Infinity,
  });
}

/** One integration with its definition, without secrets. */
export function useIntegration(id: number) {
  const api = useApi(ticketingApiRef);
  return useQuery({
    queryKey: queryKeys.integration(id),
    queryFn: ({ signal }) => api.integrations.get(id, { signal }),
    refetchInterval: HEALTH_INTERVAL,
  });
}

/** Runs the preflight of a stored integration; its health is then read again. */
export function useTestIntegration() {
  const api = useApi(ticketingApiRef);
  const refresh = useRefreshIntegrations();
  return useMutation({
    mutationFn: (request: { id: number; write_check?: boolean }) =>
      api.integrations.test(request.id, { write_check: request.write_check }),
    onSettled: refresh,
  });
}

/** Runs the preflight of what is typed; nothing is kept. */
export function useTestDefinition() {
  const api = useApi(ticketingApiRef);
  return useMutation({
    mutationFn: (
      request: DefinitionOptions & {
        integration_id?: number;
        write_check?: boolean;
      },
    ) => api.integrations.testDefinition(request),
  });
}

/** Connects an instance, or changes the one with this id. */
export function useSaveIntegration(id?: number) {
  const api = useApi(ticketingApiRef);
  const queryClient = useQueryClient();
  const refresh = useRefreshIntegrations();
  return useMutation({
    mutationFn: (request: DefinitionOptions & { save_anyway?: boolean }) =>
      id === undefined
        ? api.integrations.create(request)
        : api.integrations.update(id, request),
    onSuccess: saved => {
      queryClient.setQueryData(queryKeys.integration(saved.id), saved);
      refresh();
    },
  });
}

/** Forgets a connection and its credentials. */
export function useDisconnectIntegration() {
  const api = useApi(ticketingApiRef);
  const queryClient = useQueryClient();
  const refresh = useRefreshIntegrations();
  return useMutation({
    mutationFn: (id: number) => api.integrations.disconnect(id),
    onSuccess: (_nothing, id) => {
      queryClient.removeQueries({ queryKey: queryKeys.integration(id) });
      refresh();
    },
  });
}

/** The equivalent section of app-config.yaml, as a text. */
export function useIntegrationYaml() {
  const api = useApi(ticketingApiRef);
  return useMutation({
    mutationFn: (id: number) => api.integrations.getYaml(id),
  });
}
