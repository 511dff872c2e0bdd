import {
  entityParams,
  entityRecovery,
  entityRecoveryRequest,
  entityTicketsSummary,
  entityTicketsSummaryRequest,
  listEntityTicketsRequest,
  listEntityTicketsResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { jsonResponse, refusals } from '../responses';

const tags = ['Entities'];

/** Routes about the ServiceNow records of catalog entities. */
export const entityPaths: ZodOpenApiPathsObject = {
  '/entities/{kind}/{namespace}/{name}/incidents': {
    get: {
      operationId: 'listEntityTickets',
      summary: 'Incidents or change requests of an entity, newest first',
      tags,
      requestParams: { path: entityParams, query: listEntityTicketsRequest },
      responses: {
        200: jsonResponse('One page of records', listEntityTicketsResponse),
        ...refusals(404, 503),
      },
    },
  },
  '/entities/{kind}/{namespace}/{name}/summary': {
    get: {
      operationId: 'summarizeEntityTickets',
      summary: 'Open records of an entity, by state and priority',
      tags,
      requestParams: { path: entityParams, query: entityTicketsSummaryRequest },
      responses: {
        200: jsonResponse('The counts', entityTicketsSummary),
        ...refusals(404),
      },
    },
  },
  '/entities/{kind}/{namespace}/{name}/recovery': {
    get: {
      operationId: 'getEntityRecovery',
      summary: 'How long incidents of an entity took to be resolved, by week',
      tags,
      requestParams: { path: entityParams, query: entityRecoveryRequest },
      responses: {
        200: jsonResponse('Mean and median by week', entityRecovery),
        ...refusals(404),
      },
    },
  },
};
