import { z } from 'zod';
import { numericId, timestamp } from './identifiers';
import { pageOf, pageRequest } from './paging';
import { ticketAnomaly } from './ticketActions';
import { ticketSync } from './ticketLink';

/** How far a linked ticket has come: `waiting` has not been made by ServiceNow yet. @public */
export const linkedTicketPhase = z.enum(['waiting', 'open', 'done']);
/** @public */
export type LinkedTicketPhase = z.infer<typeof linkedTicketPhase>;

/** A comma separated list, or a repeated parameter. */
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .preprocess(
      value =>
        (Array.isArray(value) ? value : [value])
          .flatMap(part => (typeof part === 'string' ? part.split(',') : part))
          .filter(part => part !== ''),
      z.array(item),
    )
    .optional();

const flag = z
  .union([z.boolean(), z.enum(['true', 'false'])])
  .transform(value => value === true || value === 'true')
  .optional();

/**
 * Query of `GET /tickets`. `mine` keeps the tickets that the caller created or linked, and those of anomalies that are
 * assigned to the caller or belong to entities the caller owns. `troubled` keeps those with changes that wait or failed.
 * @public
 */
export const listLinkedTicketsRequest = pageRequest.extend({
  phase: listOf(linkedTicketPhase),
  integration_id: numericId.optional(),
  mine: flag,
  troubled: flag,
  query: z.string().trim().max(200).optional(),
});
/** @public */
export type ListLinkedTicketsRequest = z.infer<typeof listLinkedTicketsRequest>;

/**
 * A ticket with the anomalies it is linked to. `anomalies` holds the newest few of `anomaly_count`; `link_id` names one
 * of the links, for the routes about one ticket.
 * @public
 */
export const linkedTicket = z.object({
  link_id: numericId,
  integration_id: numericId,
  integration_name: z.string(),
  table: z.string(),
  ticket_id: z.string().nullable(),
  ticket_number: z.string().nullable(),
  title: z.string(),
  phase: linkedTicketPhase,
  status: z.string().nullable(),
  state: z.string().nullable(),
  priority: z.string().nullable(),
  assigned_to: z.string().nullable(),
  url: z.string().nullable(),
  created_at: timestamp,
  last_synced_at: timestamp.nullable(),
  sync: ticketSync,
  anomalies: z.array(ticketAnomaly),
  anomaly_count: z.number().int(),
  entity_refs: z.array(z.string()),
});
/** @public */
export type LinkedTicket = z.infer<typeof linkedTicket>;

/** Answer of `GET /tickets`, newest first. @public */
export const listLinkedTicketsResponse = pageOf(linkedTicket);
/** @public */
export type ListLinkedTicketsResponse = z.infer<
  typeof listLinkedTicketsResponse
>;

/** Why a ticket may be about the same thing as an anomaly. @public */
export const similarTicketReason = z.enum([
  'anomaly',
  'dataset',
  'entity',
  'configuration_item',
  'words',
]);
/** @public */
export type SimilarTicketReason = z.infer<typeof similarTicketReason>;

/** An open ticket that may be about the same thing as an anomaly. @public */
export const similarTicket = z.object({
  reason: similarTicketReason,
  integration_id: numericId,
  table: z.string(),
  ticket_id: z.string(),
  ticket_number: z.string(),
  title: z.string(),
  status: z.string(),
  priority: z.string(),
  assigned_to: z.string().nullable(),
  url: z.string().nullable(),
});
/** @public */
export type SimilarTicket = z.infer<typeof similarTicket>;

/**
 * Answer of `GET /anomalies/{anomaly_id}/similar-tickets`, likeliest first. `warning` says why it may be incomplete.
 * @public
 */
export const similarTickets = z.object({
  items: z.array(similarTicket),
  warning: z.string().nullable(),
});
/** @public */
export type SimilarTickets = z.infer<typeof similarTickets>;
/** Query of `GET /anomalies/{anomaly_id}/similar-tickets`. @public */
export const similarTicketsRequest = z.object({
  integration_id: numericId.optional(),
});
