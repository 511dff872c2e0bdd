import type {
  Integration,
  IntegrationPoll,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { InboundHealth } from '../../database/InboundPollStore';

/**
 * An integration with how asking it for changes went: what answers the checks of the connection, but does not tell what
 * changed, does not do its job.
 * @internal
 */
export function withPoll(
  view: Omit<Integration, 'last_poll'>,
  poll: InboundHealth | undefined,
): Integration {
  const isConnected = view.health.status === 'connected';
  return {
    ...view,
    ...(isConnected &&
      poll?.failedAt && {
        health: {
          ...view.health,
          status: 'warning',
          message:
            'ServiceNow is connected, but what changes in it cannot be read',
        },
      }),
    last_poll: poll?.succeededAt || poll?.failedAt ? toPoll(poll) : null,
  };
}

function toPoll(poll: InboundHealth): IntegrationPoll {
  return {
    succeeded_at: poll.succeededAt?.toISOString() ?? null,
    changed_tickets: poll.changedTickets ?? null,
    failed_at: poll.failedAt?.toISOString() ?? null,
    error: poll.lastError ?? null,
  };
}
