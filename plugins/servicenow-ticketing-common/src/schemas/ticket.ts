import { z } from 'zod';
import { delivery } from './delivery';
import { numericId, sysId, tableName } from './identifiers';
import { fieldName } from './integrations/integrationMapping';
import { pageOf, pageRequest } from './paging';

/** Longest short description ServiceNow keeps, in characters. @public */
export const MAX_TITLE_LENGTH = 160;
/** Longest description ServiceNow keeps, in characters. @public */
export const MAX_DESCRIPTION_LENGTH = 4000;

/** UTC without a zone, `YYYY-MM-DDTHH:MM:SS`, as clients of this route expect it. @public */
const ticketTime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);

/**
 * A ServiceNow record as the ticket routes show it. `status` is the label of its state; `priority`,
 * `urgency` and `impact` are ServiceNow's values (`"3"`); `assigned_to`, `assigned_group` and
 * `requester` are display names; times are UTC without a zone suffix.
 * @public
 */
export const ticket = z.object({
  ticket_id: z.string(),
  ticket_number: z.string(),
  title: z.string(),
  description: z.string(),
  status: z.string(),
  priority: z.string(),
  urgency: z.string(),
  impact: z.string(),
  category: z.string(),
  subcategory: z.string(),
  created_at: ticketTime,
  updated_at: ticketTime,
  resolved_at: ticketTime.nullable(),
  closed_at: ticketTime.nullable(),
  assigned_to: z.string().nullable(),
  assigned_group: z.string().nullable(),
  requester: z.string().nullable(),
  url: z.string(),
  comments_count: z.number().int().nullable(),
  metadata: z.record(z.string(), z.string()),
});
/** @public */
export type Ticket = z.infer<typeof ticket>;

/** A ticket whose creation ServiceNow has not answered yet. @public */
export const pendingTicket = ticket.extend({
  ticket_id: z.null(),
  ticket_number: z.null(),
  status: z.string(),
  created_at: z.null(),
  updated_at: z.null(),
  url: z.null(),
});
/** @public */
export type PendingTicket = z.infer<typeof pendingTicket>;

/** One result of the ticket search; `priority` is the label, such as `4 - Low`. @public */
export const ticketSearchItem = ticket.pick({
  ticket_id: true,
  ticket_number: true,
  title: true,
  description: true,
  status: true,
  priority: true,
  created_at: true,
  updated_at: true,
  assigned_to: true,
  url: true,
});
/** @public */
export type TicketSearchItem = z.infer<typeof ticketSearchItem>;

/** Query of `GET /integrations/ticketing/tickets/search`. @public */
export const searchTicketsRequest = pageRequest.extend({
  query: z.string().trim().max(200).default(''),
  integration_id: numericId.optional(),
  table: tableName.optional(),
  state: z
    .string()
    .max(40)
    .regex(/^-?\d+$/, 'must be the number of a state, such as 2')
    .optional(),
});
/** @public */
export type SearchTicketsRequest = z.infer<typeof searchTicketsRequest>;

/** Answer of the ticket search. @public */
export const searchTicketsResponse = pageOf(ticketSearchItem);
/** @public */
export type SearchTicketsResponse = z.infer<typeof searchTicketsResponse>;

/** Query of `GET /integrations/ticketing/tickets/{ticket_id}`. @public */
export const getTicketRequest = z.object({
  integration_id: numericId.optional(),
  table: tableName.optional(),
});

const PRIORITY_NAMES = ['critical', 'high', 'moderate', 'low', 'planning'];
const LEVEL_NAMES = ['high', 'medium', 'low'];

/** Accepts ServiceNow's value (`3`), its name (`Moderate`) or its label (`3 - Moderate`). */
const scale = (names: string[]) =>
  z
    .union([z.string(), z.number()])
    .transform((value, context) => {
      const text = String(value).trim().toLowerCase();
      const index = names.findIndex(
        (name, i) =>
          text === String(i + 1) ||
          text === name ||
          text === `${i + 1} - ${name}`,
      );
      if (index < 0) {
        context.addIssue({
          code: 'custom',
          message: `must be one of ${names
            .map((name, i) => `${i + 1} (${name})`)
            .join(', ')}`,
        });
        return z.NEVER;
      }
      return String(index + 1);
    })
    .optional();

const choice = z.string().trim().max(100).optional();

/** Longest value of one of `fields`. */
const MAX_FIELD_LENGTH = 4_000;
const MAX_FIELDS = 50;

/**
 * Body of `POST /integrations/ticketing/anomalies/{anomaly_id}/tickets`. Only `title` is
 * required; `description` is appended to the details of the anomaly; ServiceNow derives the
 * priority from impact and urgency. `assignment_group` and `assigned_to` are a sys_id or a name.
 * `fields` are further fields of the form, by ServiceNow's names. What is left out is filled in by
 * the mapping of the integration; an empty text leaves it empty.
 * @public
 */
export const createTicketRequest = z.strictObject({
  title: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(MAX_TITLE_LENGTH, `must be at most ${MAX_TITLE_LENGTH} characters`),
  description: z
    .string()
    .max(
      MAX_DESCRIPTION_LENGTH,
      `must be at most ${MAX_DESCRIPTION_LENGTH} characters`,
    )
    .optional(),
  priority: scale(PRIORITY_NAMES),
  urgency: scale(LEVEL_NAMES),
  impact: scale(LEVEL_NAMES),
  category: choice,
  subcategory: choice,
  assignment_group: choice,
  assigned_to: choice,
  fields: z
    .record(
      fieldName,
      z
        .string()
        .max(
          MAX_FIELD_LENGTH,
          `must be at most ${MAX_FIELD_LENGTH} characters`,
        ),
    )
    .refine(
      fields => Object.keys(fields).length <= MAX_FIELDS,
      `may hold at most ${MAX_FIELDS} fields`,
    )
    .optional(),
  integration_id: numericId.optional(),
  table: tableName.optional(),
});
/** What a caller may send: numbers and names of priorities are accepted. @public */
export type CreateTicketRequestInput = z.input<typeof createTicketRequest>;
/** @public */
export type CreateTicketRequest = z.infer<typeof createTicketRequest>;

/** Answer 201: ServiceNow has made the ticket. @public */
export const createTicketResponse = z.object({
  ticket,
  anomaly_id: numericId,
  integration_id: numericId,
  message: z.string(),
});
/** @public */
export type CreateTicketResponse = z.infer<typeof createTicketResponse>;

/** Answer 202: ServiceNow did not answer in time; the delivery keeps trying. @public */
export const pendingTicketResponse = z.object({
  ticket: pendingTicket,
  ticket_number: z.null(),
  delivery,
  anomaly_id: numericId,
  integration_id: numericId,
  message: z.string(),
});
/** @public */
export type PendingTicketResponse = z.infer<typeof pendingTicketResponse>;

/** Parameters of a ticket route. @public */
export const ticketParams = z.object({ ticket_id: sysId });
