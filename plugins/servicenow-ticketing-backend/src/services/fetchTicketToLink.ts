import { ConflictError, NotFoundError } from '@backstage/errors';
import type { LinkTicketRequest } from 'backstage-plugin-servicenow-ticketing-common';
import type { RemoteTicket } from '../domain/remoteTicket';
import { isServiceNowError } from '../servicenow/ServiceNowError';
import type { ConnectedIntegration } from './IntegrationRegistry';
import { toServiceError } from './toServiceError';

/**
 * Reads the ticket that somebody wants to link, by its sys_id or its number.
 *
 * @throws NotFoundError that names it when ServiceNow shows none.
 */
export async function fetchTicketToLink(
  integration: ConnectedIntegration,
  request: Pick<LinkTicketRequest, 'ticket_id' | 'ticket_number' | 'table'>,
): Promise<RemoteTicket> {
  const { client, settings } = integration;
  const table = request.table ?? settings.table;
  try {
    if (request.ticket_id) {
      return await client.getTicket({ table, sysId: request.ticket_id });
    }
    // People type inc0010001; ServiceNow's numbers are upper case.
    const number = request.ticket_number!.toUpperCase();
    const found = await client.findTickets({
      table,
      field: 'number',
      value: number,
    });
    if (found.length > 1) {
      throw new ConflictError(
        `${settings.title} has more than one ticket ${number}. Link it by its ticket_id.`,
      );
    }
    if (found.length === 0) {
      throw noSuchTicket(integration, { table, name: number });
    }
    return found[0];
  } catch (error) {
    if (isServiceNowError(error) && error.kind === 'NotFound') {
      throw noSuchTicket(integration, {
        table,
        name: request.ticket_id ?? request.ticket_number!,
      });
    }
    throw toServiceError(error, integration);
  }
}

function noSuchTicket(
  { settings }: ConnectedIntegration,
  ticket: { table: string; name: string },
): NotFoundError {
  return new NotFoundError(
    `${settings.title} has no ${ticket.table} ${ticket.name}, or does not show it to the service account. Check the number, and the table it is in.`,
  );
}
