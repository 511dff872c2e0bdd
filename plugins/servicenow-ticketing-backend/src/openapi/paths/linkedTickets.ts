import {
  listLinkedTicketsRequest,
  listLinkedTicketsResponse,
  numericId,
  pageRequest,
  relatedTickets,
  similarTickets,
  similarTicketsRequest,
  ticketActionRequest,
  ticketActionResponse,
  ticketDetails,
  ticketDiscussion,
  ticketLinkParams,
} from 'backstage-plugin-servicenow-ticketing-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { jsonBody, jsonResponse, refusals } from '../responses';

const tags = ['Linked tickets'];
const anomalyPath = z.object({ anomaly_id: numericId });

/** Routes about tickets that are linked to anomalies. */
export const linkedTicketPaths: ZodOpenApiPathsObject = {
  '/tickets': {
    get: {
      operationId: 'listLinkedTickets',
      summary: 'Linked tickets across anomalies, newest first',
      tags,
      requestParams: { query: listLinkedTicketsRequest },
      responses: {
        200: jsonResponse('One page of tickets', listLinkedTicketsResponse),
        ...refusals(),
      },
    },
  },
  '/tickets/{link_id}': {
    get: {
      operationId: 'getLinkedTicket',
      summary: 'A linked ticket, live, with what can be done with it',
      tags,
      requestParams: { path: ticketLinkParams },
      responses: {
        200: jsonResponse('The ticket', ticketDetails),
        ...refusals(404),
      },
    },
  },
  '/tickets/{link_id}/discussion': {
    get: {
      operationId: 'getTicketDiscussion',
      summary: 'Work notes and comments, live, newest first',
      tags,
      requestParams: { path: ticketLinkParams, query: pageRequest },
      responses: {
        200: jsonResponse('One page of entries', ticketDiscussion),
        ...refusals(404, 503),
      },
    },
  },
  '/tickets/{link_id}/related': {
    get: {
      operationId: 'getRelatedTickets',
      summary: 'Problem, change requests and child incidents',
      tags,
      requestParams: { path: ticketLinkParams },
      responses: {
        200: jsonResponse('Related records', relatedTickets),
        ...refusals(404, 503),
      },
    },
  },
  '/tickets/{link_id}/actions': {
    post: {
      operationId: 'actOnTicket',
      summary:
        'Acknowledge a ticket, change its priority, add a work note, or resolve it',
      tags,
      requestParams: {
        path: ticketLinkParams,
        header: z.object({
          'Idempotency-Key': z.string().max(255).optional(),
        }),
      },
      requestBody: jsonBody(ticketActionRequest),
      responses: {
        200: jsonResponse('ServiceNow did it', ticketActionResponse),
        202: jsonResponse(
          'ServiceNow has not answered yet; the delivery keeps trying',
          ticketActionResponse,
        ),
        ...refusals(404, 409, 503),
      },
    },
  },
  '/anomalies/{anomaly_id}/similar-tickets': {
    get: {
      operationId: 'listSimilarTickets',
      summary: 'Open tickets that may be about the same thing',
      tags,
      requestParams: { path: anomalyPath, query: similarTicketsRequest },
      responses: {
        200: jsonResponse('A few tickets, likeliest first', similarTickets),
        ...refusals(404),
      },
    },
  },
};
