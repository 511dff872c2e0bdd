import {
  delivery,
  integration,
  listDeliveriesRequest,
  listDeliveriesResponse,
  listIntegrationsResponse,
  numericId,
  preflightReport,
} from 'backstage-plugin-servicenow-ticketing-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { jsonResponse, refusals } from '../responses';

const integrationPath = z.object({ integration_id: numericId });
const deliveryPath = z.object({ delivery_id: numericId });

/** Routes for those who run the connection to ServiceNow. */
export const administrationPaths: ZodOpenApiPathsObject = {
  '/integrations': {
    get: {
      operationId: 'listIntegrations',
      summary: 'Connected ServiceNow instances, without their credentials',
      tags: ['Integrations'],
      responses: {
        200: jsonResponse('All of them', listIntegrationsResponse),
        ...refusals(),
      },
    },
  },
  '/integrations/{integration_id}': {
    get: {
      operationId: 'getIntegration',
      summary: 'One connected instance',
      tags: ['Integrations'],
      requestParams: { path: integrationPath },
      responses: {
        200: jsonResponse('The integration', integration),
        ...refusals(404),
      },
    },
  },
  '/integrations/{integration_id}/test': {
    post: {
      operationId: 'testIntegration',
      summary: 'Check that an integration can do its job',
      tags: ['Integrations'],
      requestParams: { path: integrationPath },
      responses: {
        200: jsonResponse('Each check and what to do', preflightReport),
        ...refusals(404),
      },
    },
  },
  '/deliveries': {
    get: {
      operationId: 'listDeliveries',
      summary: 'What waits to reach ServiceNow, and what became of the rest',
      tags: ['Deliveries'],
      requestParams: { query: listDeliveriesRequest },
      responses: {
        200: jsonResponse('One page of deliveries', listDeliveriesResponse),
        ...refusals(),
      },
    },
  },
  '/deliveries/{delivery_id}/retry': {
    post: {
      operationId: 'retryDelivery',
      summary: 'Try a delivery again now',
      tags: ['Deliveries'],
      requestParams: { path: deliveryPath },
      responses: {
        200: jsonResponse('The delivery', delivery),
        ...refusals(404, 409),
      },
    },
  },
  '/deliveries/{delivery_id}/discard': {
    post: {
      operationId: 'discardDelivery',
      summary: 'Give a delivery up; its successors go on',
      tags: ['Deliveries'],
      requestParams: { path: deliveryPath },
      responses: {
        200: jsonResponse('The delivery', delivery),
        ...refusals(404, 409),
      },
    },
  },
};
