import {
  anomalyBatch,
  ingestReport,
  keptIngest,
  listIngestsRequest,
  listIngestsResponse,
  numericId,
} from 'backstage-plugin-servicenow-ticketing-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { jsonBody, jsonResponse, refusals } from '../responses';

const anyDocument = z.record(z.string(), z.unknown()).meta({
  description:
    'What the tool wrote, as it is, or CloudEvents around it. For dbt: run_results.json, or {"run_results": ..., "manifest": ...}',
});

const ingestPath = z.object({ ingest_id: numericId });

const idempotency = z.object({
  'Idempotency-Key': z.string().max(128).optional(),
});

/** The routes that take what data tools report. */
export const ingestPaths: ZodOpenApiPathsObject = {
  '/ingest/{source_id}': {
    post: {
      operationId: 'ingest',
      summary: 'Report the results of a data tool; safe to repeat',
      description:
        'Bodies may be gzip. Sources with a secret may sign instead of sending a token: x-ticketing-timestamp holds the time in seconds since 1970, x-ticketing-signature is sha256= and the HMAC-SHA256 of "<timestamp>.<body as sent>".',
      tags: ['Ingest'],
      requestParams: {
        path: z.object({ source_id: z.string() }),
        header: idempotency.extend({
          'x-ticketing-signature': z.string().optional(),
          'x-ticketing-timestamp': z.string().optional(),
        }),
      },
      requestBody: jsonBody(anyDocument),
      responses: {
        202: jsonResponse('What became of it', ingestReport),
        ...refusals(404, 409, 413, 503),
      },
    },
  },
  '/ingests': {
    get: {
      operationId: 'listIngests',
      summary: 'What was reported, newest first, and what became of it',
      tags: ['Ingest'],
      requestParams: { query: listIngestsRequest },
      responses: {
        200: jsonResponse('One page of reports', listIngestsResponse),
        ...refusals(),
      },
    },
  },
  '/ingests/{ingest_id}': {
    get: {
      operationId: 'getIngest',
      summary: 'One report; its id is the delivery_id it was answered with',
      tags: ['Ingest'],
      requestParams: { path: ingestPath },
      responses: {
        200: jsonResponse('The report', keptIngest),
        ...refusals(404),
      },
    },
  },
  '/ingests/{ingest_id}/document': {
    get: {
      operationId: 'getIngestDocument',
      summary: 'The document of a report as it came, while it is kept',
      tags: ['Ingest'],
      requestParams: { path: ingestPath },
      responses: {
        200: jsonResponse('The document', z.unknown()),
        ...refusals(404),
      },
    },
  },
  '/ingests/{ingest_id}/replay': {
    post: {
      operationId: 'replayIngest',
      summary:
        'Process the document of a report once more; what was taken in before changes nothing',
      tags: ['Ingest'],
      requestParams: { path: ingestPath },
      responses: {
        200: jsonResponse('What became of it', ingestReport),
        ...refusals(404, 409, 503),
      },
    },
  },
  '/anomalies/batch': {
    post: {
      operationId: 'reportAnomalies',
      summary:
        'Report anomalies in the canonical form; the source need not be configured',
      tags: ['Ingest'],
      requestParams: { header: idempotency },
      requestBody: jsonBody(anomalyBatch),
      responses: {
        202: jsonResponse('What became of it', ingestReport),
        ...refusals(409, 413, 503),
      },
    },
  },
};
