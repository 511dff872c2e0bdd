import {
  toPage,
  type Page,
  type SearchTicketsRequest,
  type Ticket,
  type TicketSearchItem,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { IntegrationRegistry } from './IntegrationRegistry';
import { toSearchItem, toTicket } from './ticketViews';
import { toServiceError } from './toServiceError';

/** Reads tickets from ServiceNow, for people to find and see. */
export class TicketQueryService {
  readonly #integrations: IntegrationRegistry;

  constructor(options: { integrations: IntegrationRegistry }) {
    this.#integrations = options.integrations;
  }

  /**
   * The integration that is meant; the default one unless named.
   *
   * @throws NotFoundError when there is no such integration.
   */
  integrationIdOf(integrationId?: number): number {
    return this.#integrations.resolve(integrationId).id;
  }

  /** One page of tickets whose number or short description matches. */
  async search(request: SearchTicketsRequest): Promise<Page<TicketSearchItem>> {
    const integration = this.#integrations.resolve(request.integration_id);
    const { client, settings } = integration;
    const { page, size, query: text, state } = request;
    try {
      const { tickets, total } = await client.searchTickets({
        table: request.table ?? settings.table,
        text,
        state,
        page,
        size,
      });
      return toPage(
        tickets.map(ticket => toSearchItem(ticket, client.instanceUrl)),
        { total, page, size },
      );
    } catch (error) {
      throw toServiceError(error, integration);
    }
  }

  /** One ticket, live. */
  async get(request: {
    ticketId: string;
    integrationId?: number;
    table?: string;
  }): Promise<Ticket> {
    const integration = this.#integrations.resolve(request.integrationId);
    const { client, settings } = integration;
    try {
      const remote = await client.getTicket({
        table: request.table ?? settings.table,
        sysId: request.ticketId,
      });
      return toTicket(remote, client.instanceUrl);
    } catch (error) {
      throw toServiceError(error, integration);
    }
  }
}
