import { ingestReport } from 'backstage-plugin-servicenow-ticketing-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { jsonBody, jsonResponse, refusals } from '../responses';

const anyDocument = z.record(z.string(), z.unknown()).meta({
  description:
    'What the tool wrote, as it is. For dbt: run_results.json, or {"run_results": ..., "manifest": ...}',
});

/** The route that takes what data tools write. */
export const ingestPaths: ZodOpenApiPathsObject = {
  '/ingest/{source_id}': {
    post: {
      operationId: 'ingest',
      summary: 'Report the results of a data tool; safe to repeat',
      tags: ['Ingest'],
      requestParams: {
        path: z.object({ source_id: z.string() }),
        header: z.object({
          'Idempotency-Key': z.string().max(128).optional(),
        }),
      },
      requestBody: jsonBody(anyDocument),
      responses: {
        202: jsonResponse('What became of it', ingestReport),
        ...refusals(404, 413),
      },
    },
  },
};
