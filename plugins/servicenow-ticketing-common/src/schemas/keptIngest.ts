import { z } from 'zod';
import { numericId, timestamp } from './identifiers';
import { ingestReport } from './ingest';
import { pageOf, pageRequest } from './paging';

/**
 * How a report came: a tool's own `document`, a `batch` in the canonical form, or an `event` of the host.
 * @public
 */
export const ingestKind = z.enum(['document', 'batch', 'event']);
/** @public */
export type IngestKind = z.infer<typeof ingestKind>;

/**
 * `received` is stored and waits to be processed, `processed` was taken in, `refused` cannot be used.
 * @public
 */
export const ingestStatus = z.enum(['received', 'processed', 'refused']);
/** @public */
export type IngestStatus = z.infer<typeof ingestStatus>;

/**
 * A report that was sent to the portal. `reason` says why it was refused, or why it is not processed yet; `report`
 * is what became of it; `document_kept` says whether the document itself is still there, to be looked at and
 * replayed. `body_bytes` is its size unpacked.
 * @public
 */
export const keptIngest = z.object({
  id: numericId,
  source: z.string(),
  kind: ingestKind,
  status: ingestStatus,
  reason: z.string().nullable(),
  reported_by: z.string().nullable(),
  received_at: timestamp,
  processed_at: timestamp.nullable(),
  body_bytes: z.number().int().nullable(),
  document_kept: z.boolean(),
  report: ingestReport.nullable(),
});
/** @public */
export type KeptIngest = z.infer<typeof keptIngest>;

/** Query of `GET /ingests`. @public */
export const listIngestsRequest = pageRequest.extend({
  source: z.string().max(64).optional(),
  status: ingestStatus.optional(),
});
/** @public */
export type ListIngestsRequest = z.infer<typeof listIngestsRequest>;

/** Answer of `GET /ingests`, newest first. @public */
export const listIngestsResponse = pageOf(keptIngest);
/** @public */
export type ListIngestsResponse = z.infer<typeof listIngestsResponse>;
