import { z } from 'zod';
import { commaSeparated } from './commaSeparated';
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
  'reopen',
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

/** One try of a delivery; `error` is plain English. @public */
export const deliveryAttempt = z.object({
  attempt: z.number().int(),
  started_at: timestamp,
  duration_ms: z.number().int(),
  outcome: z.enum(['delivered', 'retry', 'refused']),
  error: z.string().nullable(),
});
/** @public */
export type DeliveryAttempt = z.infer<typeof deliveryAttempt>;

/**
 * Answer of `GET /deliveries/{delivery_id}`: the newest tries first, what is written by ServiceNow field, and the
 * delivery of the same ticket that has to be settled before.
 * @public
 */
export const deliveryDetails = delivery.extend({
  attempt_log: z.array(deliveryAttempt),
  content: z.array(z.object({ field: z.string(), value: z.string() })),
  waits_for: numericId.nullable(),
});
/** @public */
export type DeliveryDetails = z.infer<typeof deliveryDetails>;

const which = {
  integration_id: numericId.optional(),
  anomaly_id: numericId.optional(),
  /** Part of the ticket's number or title. */
  query: z.string().trim().max(200).optional(),
};

/** Query of `GET /deliveries`. Lists (`status`, `kind`) are comma separated. @public */
export const listDeliveriesRequest = pageRequest.extend({
  ...which,
  status: commaSeparated(deliveryStatus),
  kind: commaSeparated(deliveryKind),
});
/** @public */
export type ListDeliveriesRequest = z.infer<typeof listDeliveriesRequest>;

/** Answer of `GET /deliveries`, newest first. @public */
export const listDeliveriesResponse = pageOf(delivery);
/** @public */
export type ListDeliveriesResponse = z.infer<typeof listDeliveriesResponse>;

/** Answer of `GET /deliveries/summary`: what waits, by status. @public */
export const deliverySummary = z.object({
  pending: z.number().int(),
  delivering: z.number().int(),
  retrying: z.number().int(),
  dead: z.number().int(),
  /** When the oldest that is still to be delivered was asked for; dead ones do not count. */
  oldest_waiting_at: timestamp.nullable(),
});
/** @public */
export type DeliverySummary = z.infer<typeof deliverySummary>;

/** Most deliveries that are retried or discarded at once. @public */
export const MAX_BULK_DELIVERIES = 500;

/**
 * Body of `POST /deliveries/bulk`: either `ids`, or a `filter` that means the oldest that match. Without a status it
 * means dead ones.
 * @public
 */
export const bulkDeliveriesRequest = z
  .strictObject({
    action: z.enum(['retry', 'discard']),
    ids: z
      .array(numericId)
      .min(1)
      .max(
        MAX_BULK_DELIVERIES,
        `must be at most ${MAX_BULK_DELIVERIES} at once; send them in several requests`,
      )
      .transform(ids => [...new Set(ids)])
      .optional(),
    filter: z
      .strictObject({
        ...which,
        status: z
          .array(z.enum(['dead', 'retrying', 'pending']))
          .min(1)
          .default(['dead']),
        kind: z.array(deliveryKind).min(1).optional(),
      })
      .optional(),
  })
  .superRefine(({ action, ids, filter }, context) => {
    const refuse = (path: string[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    if (!ids === !filter) {
      refuse(['ids'], 'give either ids or a filter');
    }
    if (action === 'retry' && filter?.status.some(one => one !== 'dead')) {
      refuse(['filter', 'status'], 'must be dead: only those can be retried');
    }
  });
/** @public */
export type BulkDeliveriesRequest = z.infer<typeof bulkDeliveriesRequest>;

/**
 * Answer of `POST /deliveries/bulk`: what became of each, and how many match the filter beyond those; send the request
 * again for them.
 * @public
 */
export const bulkDeliveriesResponse = z.object({
  results: z.array(
    z.object({
      id: numericId,
      outcome: z.enum(['changed', 'unchanged', 'not_found', 'failed']),
      message: z.string().nullable(),
    }),
  ),
  remaining: z.number().int(),
});
/** @public */
export type BulkDeliveriesResponse = z.infer<typeof bulkDeliveriesResponse>;
