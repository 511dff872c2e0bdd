import { z } from 'zod';
import type { ZodOpenApiResponsesObject } from 'zod-openapi';

const errorBody = z
  .object({
    error: z.object({
      name: z.string(),
      message: z.string(),
    }),
    request: z.object({ method: z.string(), url: z.string() }).optional(),
    response: z.object({ statusCode: z.number().int() }),
  })
  .meta({ id: 'Error', description: 'What went wrong, and what to do' });

const MEANINGS: Record<number, string> = {
  400: 'The request is wrong; every offending field is named',
  401: 'No valid credentials were given',
  403: 'The caller lacks the permission',
  404: 'There is no such thing',
  409: 'It was changed by somebody else, or exists already',
  413: 'The body is too large',
  429: 'Too many requests',
  503: 'ServiceNow cannot be used right now; the message says why',
};

/** A JSON answer, by its schema. */
export function jsonResponse(description: string, schema: z.ZodType) {
  return { description, content: { 'application/json': { schema } } };
}

/** The refusals of a route; 401 and 403 go with every one. */
export function refusals(...statuses: number[]): ZodOpenApiResponsesObject {
  const responses: ZodOpenApiResponsesObject = {};
  for (const status of new Set([400, 401, 403, ...statuses])) {
    responses[`${status}` as '400'] = jsonResponse(MEANINGS[status], errorBody);
  }
  return responses;
}

/** A JSON body, by its schema. */
export function jsonBody(schema: z.ZodType) {
  return {
    required: true,
    content: { 'application/json': { schema } },
  };
}
