import { z } from 'zod';
import { delivery } from './delivery';
import { formChoice } from './formSpecification';
import { numericId, timestamp } from './identifiers';
import { pageOf } from './paging';
import { ticket } from './ticket';
import { ticketLink } from './ticketLink';

/** Parameters of the routes about one linked ticket. @public */
export const ticketLinkParams = z.object({ link_id: numericId });

/** What people can do with a ticket from the portal. @public */
export const ticketActionName = z.enum([
  'acknowledge',
  'change_priority',
  'add_work_note',
  'resolve',
]);
/** @public */
export type TicketActionName = z.infer<typeof ticketActionName>;

const MAX_NOTE_LENGTH = 10_000;
const MAX_CLOSE_NOTES_LENGTH = 4_000;

const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(max, {
      message: `must be at most ${max} characters`,
    });
const level = z
  .union([z.string(), z.number().int()])
  .transform(String)
  .pipe(
    z
      .string()
      .regex(/^[1-9]\d?$/, 'must be a number such as 2, for 2 - Medium'),
  );

/**
 * Body of `POST /tickets/{link_id}/actions`. The priority follows from impact and urgency. Resolving without a code
 * takes that of the mapping.
 * @public
 */
export const ticketActionRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('acknowledge') }),
  z.strictObject({
    action: z.literal('change_priority'),
    impact: level,
    urgency: level,
  }),
  z.strictObject({
    action: z.literal('add_work_note'),
    note: text(MAX_NOTE_LENGTH),
  }),
  z.strictObject({
    action: z.literal('resolve'),
    close_code: z.string().trim().min(1).max(100).optional(),
    close_notes: text(MAX_CLOSE_NOTES_LENGTH),
  }),
]);
/** @public */
export type TicketActionRequest = z.infer<typeof ticketActionRequest>;
/** @public */
export type TicketActionRequestInput = z.input<typeof ticketActionRequest>;

/**
 * Answer of an action: 200 when ServiceNow did it, 202 when it has not answered yet; then `delivery` keeps trying.
 * @public
 */
export const ticketActionResponse = z.object({
  link: ticketLink,
  delivery,
  message: z.string(),
});
/** @public */
export type TicketActionResponse = z.infer<typeof ticketActionResponse>;

/** Whether an action is possible now; `because` says why not. @public */
export const ticketActionState = z.object({
  action: ticketActionName,
  is_possible: z.boolean(),
  because: z.string().nullable(),
});
/** @public */
export type TicketActionState = z.infer<typeof ticketActionState>;

/** An anomaly that a ticket is about, in short. @public */
export const ticketAnomaly = z.object({
  id: numericId,
  link_id: numericId,
  title: z.string(),
  severity: z.string(),
  status: z.string(),
});
/** @public */
export type TicketAnomaly = z.infer<typeof ticketAnomaly>;

/**
 * Answer of `GET /tickets/{link_id}`. `ticket` is what ServiceNow says now; `null` when it does not answer, or has not
 * made the ticket yet, as `unavailable` says. `choices` are what actions can set; `acknowledged_state` is the label of
 * the state that acknowledging sets.
 * @public
 */
export const ticketDetails = z.object({
  link: ticketLink,
  ticket: ticket.nullable(),
  unavailable: z.string().nullable(),
  anomalies: z.array(ticketAnomaly),
  actions: z.array(ticketActionState),
  acknowledged_state: z.string(),
  resolved_state: z.string(),
  close_code: z.string(),
  choices: z.object({
    impact: z.array(formChoice),
    urgency: z.array(formChoice),
    close_code: z.array(formChoice),
  }),
});
/** @public */
export type TicketDetails = z.infer<typeof ticketDetails>;

/**
 * A work note or comment. `is_ours` tells those that this portal wrote; `author` is the person's name for these, else
 * what ServiceNow calls the author. `created_at` is `null` where ServiceNow tells no time that can be trusted.
 * @public
 */
export const discussionEntry = z.object({
  id: z.string(),
  kind: z.enum(['work_note', 'comment']),
  author: z.string(),
  text: z.string(),
  is_ours: z.boolean(),
  created_at: timestamp.nullable(),
});
/** @public */
export type DiscussionEntry = z.infer<typeof discussionEntry>;

/**
 * Answer of `GET /tickets/{link_id}/discussion`, newest first; `warning` says why it may be incomplete.
 * @public
 */
export const ticketDiscussion = pageOf(discussionEntry).extend({
  warning: z.string().nullable(),
});
/** @public */
export type TicketDiscussion = z.infer<typeof ticketDiscussion>;

/** How another record is related to a ticket. @public */
export const ticketRelation = z.enum([
  'parent',
  'child_incident',
  'problem',
  'change_request',
  'caused_by_change',
]);
/** @public */
export type TicketRelation = z.infer<typeof ticketRelation>;

/** A record that ServiceNow relates to a ticket. @public */
export const relatedTicket = z.object({
  relation: ticketRelation,
  table: z.string(),
  ticket_id: z.string(),
  ticket_number: z.string(),
  title: z.string(),
  status: z.string(),
  priority: z.string(),
  url: z.string(),
});
/** @public */
export type RelatedTicket = z.infer<typeof relatedTicket>;

/** Answer of `GET /tickets/{link_id}/related`; `warning` says why it may be incomplete. @public */
export const relatedTickets = z.object({
  items: z.array(relatedTicket),
  warning: z.string().nullable(),
});
/** @public */
export type RelatedTickets = z.infer<typeof relatedTickets>;
