import { createApiRef } from '@backstage/core-plugin-api';
import type { TicketingClient } from 'backstage-plugin-servicenow-ticketing-common';

/**
 * What the plugin's components ask of the backend; `TicketingClient` is the implementation.
 *
 * @public
 */
export type TicketingApi = Pick<TicketingClient, keyof TicketingClient>;

/**
 * The utility API the plugin's components use to reach the backend.
 *
 * @public
 */
export const ticketingApiRef = createApiRef<TicketingApi>({
  id: 'plugin.servicenow-ticketing.client',
});
