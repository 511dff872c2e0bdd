import { numericId } from 'backstage-plugin-servicenow-ticketing-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { jsonResponse, refusals } from '../responses';

/** The route that ServiceNow calls. */
export const webhookPaths: ZodOpenApiPathsObject = {
  '/webhooks/servicenow/{integration_id}': {
    post: {
      operationId: 'receivePush',
      summary: 'ServiceNow says that something changed; the portal asks what',
      description:
        'Signed with the secret of the integration instead of a token. docs/sync.md has the business rule that calls it.',
      tags: ['Webhooks'],
      security: [],
      requestParams: {
        path: z.object({ integration_id: numericId }),
        header: z.object({
          'X-ServiceNow-Timestamp': z.string().meta({
            description:
              'Seconds since 1970, at most five minutes away from now',
          }),
          'X-ServiceNow-Signature': z.string().meta({
            description:
              'Hex HMAC-SHA256 of the timestamp, a dot and the raw body',
          }),
        }),
      },
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: z.looseObject({
              table: z.string().optional(),
              sys_id: z.string().optional(),
            }),
          },
        },
      },
      responses: {
        202: jsonResponse(
          'Kept; the instance is asked soon',
          z.object({ accepted: z.boolean() }),
        ),
        ...refusals(409, 413),
      },
    },
  },
};
