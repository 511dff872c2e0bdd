import { z } from 'zod';
import { commaSeparated } from './commaSeparated';
import { deliveryStatus } from './delivery';
import { numericId, timestamp } from './identifiers';
import { pageOf, pageRequest } from './paging';

/** What an entry of the timeline tells. @public */
export const activityKind = z.enum([
  'detected',
  'reopened',
  'passed',
  'status',
  'comment',
  'assigned',
  'snoozed',
  'flapping',
  'ticket_created',
  'ticket_linked',
  'ticket_unlinked',
  'ticket_changed',
  'ticket_comment',
  'ticket_acknowledged',
  'ticket_priority',
  'ticket_note',
  'ticket_resolved',
]);
/** @public */
export type ActivityKind = z.infer<typeof activityKind>;

/** Where a change that goes to ServiceNow has got to. @public */
export const activityDelivery = z.object({
  delivery_id: numericId,
  ticket_number: z.string().nullable(),
  status: deliveryStatus,
});

/**
 * One entry of an anomaly's timeline. `actor` is a user entity ref, `null` for the source itself and for people of
 * ServiceNow, whose name is in `actor_name`; `body` is the comment (markdown, untrusted) or a sentence. Of
 * `ticket_changed` it goes on after the name (`set INC0010001 to In Progress`), of `ticket_comment` it is what was
 * written in ServiceNow: plain text, not markdown.
 * @public
 */
export const activity = z.object({
  id: numericId,
  anomaly_id: numericId,
  kind: activityKind,
  actor: z.string().nullable(),
  actor_name: z.string().nullable(),
  body: z.string().nullable(),
  from_status: z.string().nullable(),
  to_status: z.string().nullable(),
  resolution: z.string().nullable(),
  created_at: timestamp,
  /** When its author last changed a comment. */
  edited_at: timestamp.nullable(),
  /** Its author took the comment back; `body` is null. */
  deleted: z.boolean(),
  /** Of what comes from a ticket, or is about one: its number. */
  ticket_number: z.string().nullable(),
  deliveries: z.array(activityDelivery),
});
/** @public */
export type Activity = z.infer<typeof activity>;

/**
 * Query of `GET /anomalies/{anomaly_id}/activity`; `kind` is comma separated. `cursor` goes on where a page ended, whatever has
 * happened since, and replaces `page`.
 * @public
 */
export const listActivityRequest = pageRequest.extend({
  kind: commaSeparated(activityKind),
  cursor: numericId.optional(),
});
/** @public */
export type ListActivityRequest = z.infer<typeof listActivityRequest>;

/** Answer of `GET /anomalies/{anomaly_id}/activity`, newest first. @public */
export const listActivityResponse = pageOf(activity).extend({
  /** Of the next page; null on the last. */
  next_cursor: z.number().int().nullable(),
});
/** @public */
export type ListActivityResponse = z.infer<typeof listActivityResponse>;
