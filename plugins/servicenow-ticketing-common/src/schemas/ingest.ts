import { z } from 'zod';
import { numericId } from './identifiers';

/** An item of a document that could not be used, by its position, and why. @public */
export const ingestError = z.object({
  index: z.number().int(),
  reason: z.string(),
});
/** @public */
export type IngestError = z.infer<typeof ingestError>;

/**
 * Answer of `POST /ingest/{source_id}`: how many anomalies were made, updated, reopened or resolved,
 * how many items changed no anomaly (`ignored`: they are no checks, did not run, or pass as before),
 * how many of the document's failing anomalies belong to no catalog entity (`unmatched`), and the
 * items that could not be used. A repeated document answers with its first `delivery_id` and zeros.
 * @public
 */
export const ingestReport = z.object({
  delivery_id: numericId,
  created: z.number().int(),
  updated: z.number().int(),
  reopened: z.number().int(),
  resolved: z.number().int(),
  ignored: z.number().int(),
  unmatched: z.number().int(),
  errors: z.array(ingestError),
});
/** @public */
export type IngestReport = z.infer<typeof ingestReport>;
