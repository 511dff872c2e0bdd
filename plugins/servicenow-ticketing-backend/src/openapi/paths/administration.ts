import {
  bulkDeliveriesRequest,
  bulkDeliveriesResponse,
  delivery,
  deliveryDetails,
  deliverySummary,
  listDeliveriesRequest,
  listDeliveriesResponse,
  listPermissionsResponse,
  numericId,
} from 'backstage-plugin-servicenow-ticketing-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { jsonBody, jsonResponse, refusals } from '../responses';

const part = z.enum(['ok', 'failing']);
const readiness = z.object({ status: part, database: part, worker: part });
const deliveryPath = z.object({ delivery_id: numericId });

/** Routes for those who look after what is on its way to ServiceNow, and what anybody may do. */
export const administrationPaths: ZodOpenApiPathsObject = {
  '/health': {
    get: {
      operationId: 'getHealth',
      summary:
        'Whether this process can do its part; ServiceNow being away is no reason to fail',
      tags: ['Operations'],
      security: [],
      responses: {
        200: jsonResponse('It can', readiness),
        503: jsonResponse('It cannot', readiness),
      },
    },
  },
  '/permissions': {
    get: {
      operationId: 'listPermissions',
      summary: 'What the caller may do, for every anomaly or for some',
      tags: ['Permissions'],
      responses: {
        200: jsonResponse('By name of permission', listPermissionsResponse),
        ...refusals(),
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
  '/deliveries/summary': {
    get: {
      operationId: 'getDeliverySummary',
      summary: 'How much waits to reach ServiceNow, and since when',
      tags: ['Deliveries'],
      responses: {
        200: jsonResponse('What waits, by status', deliverySummary),
        ...refusals(),
      },
    },
  },
  '/deliveries/bulk': {
    post: {
      operationId: 'decideDeliveries',
      summary: 'Retry or discard many deliveries',
      tags: ['Deliveries'],
      requestBody: jsonBody(bulkDeliveriesRequest),
      responses: {
        200: jsonResponse('What became of each', bulkDeliveriesResponse),
        ...refusals(),
      },
    },
  },
  '/deliveries/{delivery_id}': {
    get: {
      operationId: 'getDelivery',
      summary: 'A delivery with its tries and what it writes',
      tags: ['Deliveries'],
      requestParams: { path: deliveryPath },
      responses: {
        200: jsonResponse('The delivery', deliveryDetails),
        ...refusals(404),
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
