import {
  createTicketRequest,
  createTicketResponse,
  formSpecification,
  formSpecificationRequest,
  getTicketRequest,
  linkTicketRequest,
  listTicketLinksResponse,
  numericId,
  pendingTicketResponse,
  searchReferencesRequest,
  searchReferencesResponse,
  searchTicketsRequest,
  searchTicketsResponse,
  ticket,
  ticketLink,
  ticketParams,
} from 'backstage-plugin-servicenow-ticketing-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { jsonBody, jsonResponse, refusals } from '../responses';

const anomalyPath = z.object({ anomaly_id: numericId });
const integrationPath = z.object({ integration_id: numericId });
const linkPath = z.object({ anomaly_id: numericId, link_id: numericId });

/** Routes about ServiceNow tickets and the links between them and anomalies. */
export const ticketPaths: ZodOpenApiPathsObject = {
  '/integrations/ticketing/form-specification': {
    get: {
      operationId: 'getFormSpecification',
      summary: 'The fields and choices of the create form',
      tags: ['Tickets'],
      requestParams: { query: formSpecificationRequest },
      responses: {
        200: jsonResponse('The form', formSpecification),
        ...refusals(404, 503),
      },
    },
  },
  '/integrations/ticketing/tickets/search': {
    get: {
      operationId: 'searchTickets',
      summary: 'Search ServiceNow by number or short description',
      tags: ['Tickets'],
      requestParams: { query: searchTicketsRequest },
      responses: {
        200: jsonResponse('One page of tickets', searchTicketsResponse),
        ...refusals(404, 503),
      },
    },
  },
  '/integrations/ticketing/tickets/{ticket_id}': {
    get: {
      operationId: 'getTicket',
      summary: 'One ticket, live from ServiceNow',
      tags: ['Tickets'],
      requestParams: { path: ticketParams, query: getTicketRequest },
      responses: {
        200: jsonResponse('The ticket', ticket),
        ...refusals(404, 503),
      },
    },
  },
  '/integrations/{integration_id}/references': {
    get: {
      operationId: 'searchReferences',
      summary: 'Suggest groups, people, configuration items or services',
      tags: ['Tickets'],
      requestParams: { path: integrationPath, query: searchReferencesRequest },
      responses: {
        200: jsonResponse('What was found', searchReferencesResponse),
        ...refusals(404),
      },
    },
  },
  '/integrations/ticketing/anomalies/{anomaly_id}/tickets': {
    post: {
      operationId: 'createTicket',
      summary: 'Create a ticket in ServiceNow and link it to the anomaly',
      tags: ['Tickets'],
      requestParams: {
        path: anomalyPath,
        header: z.object({
          'Idempotency-Key': z.string().max(255).optional(),
        }),
      },
      requestBody: jsonBody(createTicketRequest),
      responses: {
        201: jsonResponse('ServiceNow made the ticket', createTicketResponse),
        202: jsonResponse(
          'ServiceNow has not answered yet; the delivery keeps trying',
          pendingTicketResponse,
        ),
        ...refusals(404, 409, 503),
      },
    },
  },
  '/anomalies/{anomaly_id}/ticket-links': {
    get: {
      operationId: 'listTicketLinks',
      summary: 'The tickets linked to an anomaly',
      tags: ['Ticket links'],
      requestParams: { path: anomalyPath },
      responses: {
        200: jsonResponse('The links', listTicketLinksResponse),
        ...refusals(404),
      },
    },
    post: {
      operationId: 'linkTicket',
      summary: 'Link an existing ticket by its sys_id or number',
      tags: ['Ticket links'],
      requestParams: { path: anomalyPath },
      requestBody: jsonBody(linkTicketRequest),
      responses: {
        201: jsonResponse('The link', ticketLink),
        ...refusals(404, 409, 503),
      },
    },
  },
  '/anomalies/{anomaly_id}/ticket-links/{link_id}': {
    delete: {
      operationId: 'unlinkTicket',
      summary: 'Unlink a ticket; it stays in ServiceNow, with a work note',
      tags: ['Ticket links'],
      requestParams: { path: linkPath },
      responses: {
        204: { description: 'The link is gone' },
        ...refusals(404),
      },
    },
  },
  '/anomalies/{anomaly_id}/ticket-links/{link_id}/sync': {
    post: {
      operationId: 'syncTicketLink',
      summary: "Fetch a linked ticket's state from ServiceNow now",
      tags: ['Ticket links'],
      requestParams: { path: linkPath },
      responses: {
        200: jsonResponse('The link as it is now', ticketLink),
        ...refusals(404, 503),
      },
    },
  },
};
