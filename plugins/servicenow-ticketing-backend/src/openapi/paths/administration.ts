import {
  delivery,
  listDeliveriesRequest,
  listDeliveriesResponse,
  numericId,
} from 'backstage-plugin-servicenow-ticketing-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { jsonResponse, refusals } from '../responses';

const deliveryPath = z.object({ delivery_id: numericId });

/** Routes for those who look after what is on its way to ServiceNow. */
export const administrationPaths: ZodOpenApiPathsObject = {
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
