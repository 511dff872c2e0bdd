import { z } from 'zod';
import { numericId, timestamp } from './identifiers';
import { ingestReport } from './ingest';
import { pageOf, pageRequest } from './paging';

/**
 * What became of a document: `received` is stored and not processed yet, `processed` was taken in, `refused` was not,
 * and is kept for inspection.
 * @public
 */
export const ingestStatus = z.enum(['received', 'processed', 'refused']);
/** @public */
export type IngestStatus = z.infer<typeof ingestStatus>;

/** A document that a source reported. @public */
export const ingestDelivery = z.object({
  id: numericId,
  source: z.string(),
  status: ingestStatus,
  /** Bytes of the document, unpacked. */
  size: z.number().int(),
  reported_by: z.string().nullable(),
  received_at: timestamp,
  report: ingestReport.nullable(),
  /** Why it was refused, in words. */
  error: z.string().nullable(),
  /** Whether the document itself is still kept, so that it can be replayed. */
  has_document: z.boolean(),
});
/** @public */
export type IngestDelivery = z.infer<typeof ingestDelivery>;

/** Query of `GET /ingest-deliveries`. @public */
export const listIngestDeliveriesRequest = pageRequest.extend({
  source: z.string().max(64).optional(),
  status: ingestStatus.optional(),
});
/** @public */
export type ListIngestDeliveriesRequest = z.infer<
  typeof listIngestDeliveriesRequest
>;
/** Answer of `GET /ingest-deliveries`, newest first. @public */
export const listIngestDeliveriesResponse = pageOf(ingestDelivery);
/** @public */
export type ListIngestDeliveriesResponse = z.infer<
  typeof listIngestDeliveriesResponse
>;
