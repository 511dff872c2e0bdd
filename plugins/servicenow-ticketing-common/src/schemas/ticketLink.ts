import { z } from 'zod';
import { numericId, sysId, tableName, timestamp } from './identifiers';

/** How the changes that wait to reach a ticket are doing; `message` says it in plain English. @public */
export const ticketSync = z.object({
  waiting: z.number().int(),
  failed: z.number().int(),
  next_attempt_at: timestamp.nullable(),
  message: z.string().nullable(),
});
/** @public */
export type TicketSync = z.infer<typeof ticketSync>;

/** Why a ticket cannot be followed any more, and since when; `reason` is plain English. @public */
export const brokenLink = z.object({ reason: z.string(), since: timestamp });
/** @public */
export type BrokenLink = z.infer<typeof brokenLink>;

/**
 * Until when changes of a ticket are shown, but do not change the anomaly, because they did so too often; `reason` is
 * plain English.
 * @public
 */
export const pausedLink = z.object({ reason: z.string(), until: timestamp });
/** @public */
export type PausedLink = z.infer<typeof pausedLink>;

/**
 * A ServiceNow ticket tied to an anomaly. `ticket_id` and `ticket_number` are `null` until
 * ServiceNow has made the ticket. `status` is the label ServiceNow shows, `state` its raw value.
 * @public
 */
export const ticketLink = z.object({
  id: numericId,
  anomaly_id: numericId,
  integration_id: numericId,
  integration_name: z.string(),
  table: z.string(),
  ticket_id: z.string().nullable(),
  ticket_number: z.string().nullable(),
  title: z.string(),
  status: z.string().nullable(),
  state: z.string().nullable(),
  priority: z.string().nullable(),
  assigned_to: z.string().nullable(),
  url: z.string().nullable(),
  origin: z.enum(['created', 'linked']),
  created_by: z.string().nullable(),
  created_at: timestamp,
  last_synced_at: timestamp.nullable(),
  /** `null` as long as the ticket can be followed. */
  broken: brokenLink.nullable(),
  /** `null` unless its changes are held back. */
  paused: pausedLink.nullable(),
  sync: ticketSync,
});
/** @public */
export type TicketLink = z.infer<typeof ticketLink>;

/** Answer of `GET /anomalies/{anomaly_id}/ticket-links`: all of them, oldest first, as one page. @public */
export const listTicketLinksResponse = z.object({
  items: z.array(ticketLink),
  total: z.number().int(),
  page: z.number().int(),
  size: z.number().int(),
  pages: z.number().int(),
});
/** @public */
export type ListTicketLinksResponse = z.infer<typeof listTicketLinksResponse>;

/**
 * Body of `POST /anomalies/{anomaly_id}/ticket-links`: the ticket by its sys_id or its number.
 * Without `integration_id` the default integration is meant, without `table` its table.
 * @public
 */
export const linkTicketRequest = z
  .strictObject({
    ticket_id: sysId.optional(),
    ticket_number: z
      .string()
      .trim()
      .min(1)
      .max(40)
      .regex(/^[A-Za-z0-9_-]+$/, 'must be a number such as INC0010001')
      .optional(),
    integration_id: numericId.optional(),
    table: tableName.optional(),
  })
  .refine(body => Boolean(body.ticket_id) !== Boolean(body.ticket_number), {
    path: ['ticket_number'],
    message: 'give either ticket_id or ticket_number',
  });
/** @public */
export type LinkTicketRequest = z.infer<typeof linkTicketRequest>;
