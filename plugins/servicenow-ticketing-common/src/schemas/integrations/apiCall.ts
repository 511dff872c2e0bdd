import { z } from 'zod';
import { numericId, timestamp } from '../identifiers';
import { pageOf, pageRequest } from '../paging';

/** One call to ServiceNow. Secrets and journal texts are redacted, long bodies cut. @public */
export const apiCall = z.object({
  id: numericId,
  method: z.string(),
  path: z.string(),
  /** Null when no answer came. */
  status: z.number().int().nullable(),
  duration_ms: z.number().int(),
  /** In words, when it failed. */
  error: z.string().nullable(),
  request_id: z.string(),
  request_body: z.string().nullable(),
  response_body: z.string().nullable(),
  started_at: timestamp,
});
/** @public */
export type ApiCall = z.infer<typeof apiCall>;

/** Query of `GET /integrations/{id}/calls`. @public */
export const listApiCallsRequest = pageRequest.extend({
  outcome: z.enum(['ok', 'failed']).optional(),
});
/** @public */
export type ListApiCallsRequest = z.infer<typeof listApiCallsRequest>;

/** Answer of `GET /integrations/{id}/calls`, newest first. @public */
export const listApiCallsResponse = pageOf(apiCall);
/** @public */
export type ListApiCallsResponse = z.infer<typeof listApiCallsResponse>;
