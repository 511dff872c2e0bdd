import {
  anomalyBatch,
  ingestReport,
} from 'backstage-plugin-servicenow-ticketing-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { jsonBody, jsonResponse, refusals } from '../responses';

const anyDocument = z.record(z.string(), z.unknown()).meta({
  description:
    'What the tool wrote, as it is, or CloudEvents around it. For dbt: run_results.json, or {"run_results": ..., "manifest": ...}',
});

const idempotency = z.object({
  'Idempotency-Key': z.string().max(128).optional(),
});

/** The routes that take what data tools report. */
export const ingestPaths: ZodOpenApiPathsObject = {
  '/ingest/{source_id}': {
    post: {
      operationId: 'ingest',
      summary: 'Report the results of a data tool; safe to repeat',
      tags: ['Ingest'],
      requestParams: {
        path: z.object({ source_id: z.string() }),
        header: idempotency,
      },
      requestBody: jsonBody(anyDocument),
      responses: {
        202: jsonResponse('What became of it', ingestReport),
        ...refusals(404, 409, 413),
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
        ...refusals(409, 413),
      },
    },
  },
};
