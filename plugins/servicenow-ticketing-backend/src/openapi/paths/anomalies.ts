import {
  anomalyWatch,
  activity,
  anomaly,
  anomalyFacets,
  anomalyRecovery,
  bulkUpdateRequest,
  bulkUpdateResponse,
  createCommentRequest,
  listActivityRequest,
  listActivityResponse,
  listAnomaliesRequest,
  listAnomaliesResponse,
  numericId,
  occurrenceHistory,
  updateAnomalyRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { jsonBody, jsonResponse, refusals } from '../responses';

const path = z.object({ anomaly_id: numericId });
const commentPath = path.extend({ activity_id: numericId });

/** Routes that list anomalies and take what people decide about them. */
export const anomalyPaths: ZodOpenApiPathsObject = {
  '/anomalies': {
    get: {
      operationId: 'listAnomalies',
      summary: 'List anomalies, with filters, search, order and counts',
      tags: ['Anomalies'],
      requestParams: { query: listAnomaliesRequest },
      responses: {
        200: jsonResponse('One page of anomalies', listAnomaliesResponse),
        ...refusals(),
      },
    },
  },
  '/anomalies/facets': {
    get: {
      operationId: 'getFacets',
      summary: 'What there is to filter anomalies by',
      tags: ['Anomalies'],
      requestParams: {
        query: z.object({ entity_ref: z.string().max(500).optional() }),
      },
      responses: {
        200: jsonResponse('Sources and types', anomalyFacets),
        ...refusals(),
      },
    },
  },
  '/anomalies/recovery': {
    get: {
      operationId: 'getRecovery',
      summary: 'How long anomalies took to be restored, by week',
      tags: ['Anomalies'],
      requestParams: {
        query: z.object({ entity_ref: z.string().max(500).optional() }),
      },
      responses: {
        200: jsonResponse('Median and weeks', anomalyRecovery),
        ...refusals(),
      },
    },
  },
  '/anomalies/bulk': {
    post: {
      operationId: 'updateAnomalies',
      summary: 'The same decision for up to 500 anomalies',
      tags: ['Anomalies'],
      requestBody: jsonBody(bulkUpdateRequest),
      responses: {
        200: jsonResponse('What became of each', bulkUpdateResponse),
        ...refusals(),
      },
    },
  },
  '/anomalies/{anomaly_id}': {
    get: {
      operationId: 'getAnomaly',
      summary: 'One anomaly',
      tags: ['Anomalies'],
      requestParams: { path },
      responses: {
        200: jsonResponse('The anomaly', anomaly),
        ...refusals(404),
      },
    },
    patch: {
      operationId: 'updateAnomaly',
      summary: 'Acknowledge, archive or reopen an anomaly',
      tags: ['Anomalies'],
      requestParams: { path },
      requestBody: jsonBody(updateAnomalyRequest),
      responses: {
        200: jsonResponse('The anomaly as it is now', anomaly),
        ...refusals(404, 409),
      },
    },
  },
  '/anomalies/{anomaly_id}/watch': {
    get: {
      operationId: 'getWatch',
      summary: 'Whether the caller is notified of what happens to an anomaly',
      tags: ['Anomalies'],
      requestParams: { path },
      responses: {
        200: jsonResponse('Whether the caller watches it', anomalyWatch),
        ...refusals(404),
      },
    },
    post: {
      operationId: 'watchAnomaly',
      summary:
        'Be notified when a ticket is resolved or a change does not arrive',
      tags: ['Anomalies'],
      requestParams: { path },
      responses: {
        200: jsonResponse('Whether the caller watches it', anomalyWatch),
        ...refusals(404),
      },
    },
    delete: {
      operationId: 'unwatchAnomaly',
      summary: 'Hear nothing of an anomaly',
      tags: ['Anomalies'],
      requestParams: { path },
      responses: {
        200: jsonResponse('Whether the caller watches it', anomalyWatch),
        ...refusals(404),
      },
    },
  },
  '/anomalies/{anomaly_id}/activity': {
    get: {
      operationId: 'listActivity',
      summary: 'The timeline of an anomaly, newest first',
      tags: ['Anomalies'],
      requestParams: { path, query: listActivityRequest },
      responses: {
        200: jsonResponse('One page of the timeline', listActivityResponse),
        ...refusals(404),
      },
    },
  },
  '/anomalies/{anomaly_id}/occurrences': {
    get: {
      operationId: 'getOccurrences',
      summary: 'The newest runs of an anomaly, and the counts of each day',
      tags: ['Anomalies'],
      requestParams: { path },
      responses: {
        200: jsonResponse('The history', occurrenceHistory),
        ...refusals(404),
      },
    },
  },
  '/anomalies/{anomaly_id}/comments/{activity_id}': {
    patch: {
      operationId: 'editComment',
      summary: "Change a comment of one's own; tickets keep what they got",
      tags: ['Anomalies'],
      requestParams: { path: commentPath },
      requestBody: jsonBody(createCommentRequest),
      responses: {
        200: jsonResponse('The entry of the timeline', activity),
        ...refusals(404),
      },
    },
    delete: {
      operationId: 'deleteComment',
      summary: "Take a comment of one's own back; tickets keep what they got",
      tags: ['Anomalies'],
      requestParams: { path: commentPath },
      responses: {
        204: { description: 'It is gone' },
        ...refusals(404),
      },
    },
  },
  '/anomalies/{anomaly_id}/comments': {
    post: {
      operationId: 'addComment',
      summary: 'Comment on an anomaly; linked tickets get it as a work note',
      tags: ['Anomalies'],
      requestParams: { path },
      requestBody: jsonBody(createCommentRequest),
      responses: {
        201: jsonResponse('The entry of the timeline', activity),
        ...refusals(404),
      },
    },
  },
};
