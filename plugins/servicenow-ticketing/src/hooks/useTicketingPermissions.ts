import { usePermission } from '@backstage/plugin-permission-react';
import {
  anomalyCommentPermission,
  anomalyUpdatePermission,
  deliveryRetryPermission,
  integrationAdminPermission,
  ticketCreatePermission,
  ticketLinkPermission,
  ticketUpdatePermission,
} from 'backstage-plugin-servicenow-ticketing-common';

/** What the signed-in user may do here; nothing while that is not known yet. */
export function useTicketingPermissions() {
  const update = usePermission({ permission: anomalyUpdatePermission });
  const comment = usePermission({ permission: anomalyCommentPermission });
  const createTicket = usePermission({ permission: ticketCreatePermission });
  const linkTicket = usePermission({ permission: ticketLinkPermission });
  const updateTicket = usePermission({ permission: ticketUpdatePermission });
  const retry = usePermission({ permission: deliveryRetryPermission });
  const admin = usePermission({ permission: integrationAdminPermission });
  return {
    canUpdate: update.allowed,
    canComment: comment.allowed,
    canCreateTicket: createTicket.allowed,
    canLinkTicket: linkTicket.allowed,
    canUpdateTicket: updateTicket.allowed,
    canRetryDeliveries: retry.allowed,
    canAdministerIntegrations: admin.allowed,
  };
}
