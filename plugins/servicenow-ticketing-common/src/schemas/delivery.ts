import { z } from 'zod';
import { numericId, timestamp } from './identifiers';
import { pageOf, pageRequest } from './paging';

/** What a delivery does in ServiceNow. @public */
export const deliveryKind = z.enum([
  'create',
  'link',
  'unlink',
  'status',
  'comment',
  'resolve',
  'severity',
  'acknowledge',
  'priority',
]);
/** @public */
export type DeliveryKind = z.infer<typeof deliveryKind>;

/**
 * `pending` has not been tried, `retrying` waits for its next try, `delivering` is on its way,
 * `delivered` is in ServiceNow, `dead` needs a person, `discarded` was given up by one.
 * @public
 */
export const deliveryStatus = z.enum([
  'pending',
  'delivering',
  'retrying',
  'delivered',
  'dead',
  'discarded',
]);
/** @public */
export type DeliveryStatus = z.infer<typeof deliveryStatus>;

/** A durable intent to change ServiceNow. `summary` and `last_error` are plain English. @public */
export const delivery = z.object({
  id: numericId,
  kind: deliveryKind,
  status: deliveryStatus,
  summary: z.string(),
  integration_id: numericId,
  anomaly_id: numericId,
  link_id: numericId.nullable(),
  ticket_number: z.string().nullable(),
  attempts: z.number().int(),
  next_attempt_at: timestamp.nullable(),
  last_error: z.string().nullable(),
  created_by: z.string().nullable(),
  created_at: timestamp,
  settled_at: timestamp.nullable(),
});
/** @public */
export type Delivery = z.infer<typeof delivery>;

/** Query of `GET /deliveries`. @public */
export const listDeliveriesRequest = pageRequest.extend({
  status: deliveryStatus.optional(),
  integration_id: numericId.optional(),
  anomaly_id: numericId.optional(),
});
/** @public */
export type ListDeliveriesRequest = z.infer<typeof listDeliveriesRequest>;

/** Answer of `GET /deliveries`, newest first. @public */
export const listDeliveriesResponse = pageOf(delivery);
/** @public */
export type ListDeliveriesResponse = z.infer<typeof listDeliveriesResponse>;
