import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { useQuery } from '@tanstack/react-query';
import {
  anomalyCommentPermission,
  anomalyUpdatePermission,
  deliveryRetryPermission,
  integrationAdminPermission,
  ticketCreatePermission,
  ticketLinkPermission,
  ticketUpdatePermission,
} from 'backstage-plugin-servicenow-ticketing-common';
import { ticketingApiRef } from '../apis';
import { queryKeys } from './queryKeys';

/**
 * What the signed-in user may do here; nothing while that is not known yet. With an anomaly: what they may do to that
 * one; without: what they may do to some at least, as a policy may grant it for a part of them.
 */
export function useTicketingPermissions(anomalyId?: number) {
  const mayForSome = usePermissionsForSome({
    isNeeded: anomalyId === undefined,
  });
  const resourceRef = anomalyId === undefined ? undefined : String(anomalyId);
  const update = usePermission({
    permission: anomalyUpdatePermission,
    resourceRef,
  });
  const comment = usePermission({
    permission: anomalyCommentPermission,
    resourceRef,
  });
  const createTicket = usePermission({
    permission: ticketCreatePermission,
    resourceRef,
  });
  const linkTicket = usePermission({
    permission: ticketLinkPermission,
    resourceRef,
  });
  const updateTicket = usePermission({
    permission: ticketUpdatePermission,
    resourceRef,
  });
  const retry = usePermission({ permission: deliveryRetryPermission });
  const admin = usePermission({ permission: integrationAdminPermission });
  return {
    canUpdate: update.allowed || mayForSome(anomalyUpdatePermission),
    canComment: comment.allowed || mayForSome(anomalyCommentPermission),
    canCreateTicket: createTicket.allowed || mayForSome(ticketCreatePermission),
    canLinkTicket: linkTicket.allowed || mayForSome(ticketLinkPermission),
    canUpdateTicket: updateTicket.allowed || mayForSome(ticketUpdatePermission),
    canRetryDeliveries: retry.allowed,
    canAdministerIntegrations: admin.allowed,
  };
}

/** The host tells browsers about single anomalies only, so our own backend is asked about all of them. */
function usePermissionsForSome({ isNeeded }: { isNeeded: boolean }) {
  const api = useApi(ticketingApiRef);
  const { data } = useQuery({
    queryKey: queryKeys.permissions,
    queryFn: ({ signal }) => api.listPermissions({ signal }),
    enabled: isNeeded,
    staleTime: Infinity,
  });
  return ({ name }: { name: string }) =>
    isNeeded && (data?.permissions[name] ?? 'none') !== 'none';
}
