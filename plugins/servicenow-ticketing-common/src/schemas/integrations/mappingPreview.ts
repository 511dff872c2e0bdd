import { z } from 'zod';
import { numericId, tableName } from '../identifiers';
import { integrationMapping } from './integrationMapping';

/** Body of `POST /integrations/{id}/preview`: a mapping that need not be saved, and an anomaly to try it on. @public */
export const previewMappingRequest = z.strictObject({
  mapping: integrationMapping,
  /** Default: the table of the integration. */
  table: tableName.optional(),
  anomaly_id: numericId,
});
/** @public */
export type PreviewMappingRequest = z.output<typeof previewMappingRequest>;

/** Answer of `POST /integrations/{id}/preview`: what creating a ticket would send; nothing is sent. @public */
export const previewMappingResponse = z.object({
  fields: z.array(z.object({ field: z.string(), value: z.string() })),
  warnings: z.array(z.string()),
});
/** @public */
export type PreviewMappingResponse = z.infer<typeof previewMappingResponse>;
