import { z } from 'zod';
import { numericId, timestamp } from './identifiers';
import { pageOf, pageRequest } from './paging';

const part = z.string().min(1).max(200);

/** Parameters of the routes about one catalog entity. @public */
export const entityParams = z.object({
  kind: part,
  namespace: part,
  name: part,
});

/** Kinds of ServiceNow records that an entity can have. @public */
export const entityTicketType = z.enum(['incident', 'change_request']);
/** @public */
export type EntityTicketType = z.infer<typeof entityTicketType>;

/** Groups of states, the same for every table. @public */
export const ticketStateGroup = z.enum(['open', 'done', 'all']);
/** @public */
export type TicketStateGroup = z.infer<typeof ticketStateGroup>;

const ofIntegration = { integration_id: numericId.optional() };

/** Query of `GET /entities/{kind}/{namespace}/{name}/incidents`. @public */
export const listEntityTicketsRequest = pageRequest.extend({
  ...ofIntegration,
  type: entityTicketType.default('incident'),
  state: ticketStateGroup.default('open'),
});
/** @public */
export type ListEntityTicketsRequest = z.infer<typeof listEntityTicketsRequest>;

/** How an entity comes by the records shown for it. @public */
export const entityTicketSource = z.enum([
  'linked_tickets',
  'configuration_item',
  'business_service',
  'query',
]);
/** @public */
export type EntityTicketSource = z.infer<typeof entityTicketSource>;

/** A ServiceNow record of an entity. `link_id` is there when it is linked to an anomaly of the entity. @public */
export const entityTicket = z.object({
  table: z.string(),
  ticket_id: z.string(),
  ticket_number: z.string(),
  title: z.string(),
  status: z.string(),
  state: z.string(),
  is_open: z.boolean(),
  priority: z.string(),
  assigned_to: z.string().nullable(),
  opened_at: timestamp.nullable(),
  resolved_at: timestamp.nullable(),
  url: z.string(),
  link_id: numericId.nullable(),
});
/** @public */
export type EntityTicket = z.infer<typeof entityTicket>;

/**
 * Answer of `GET /entities/{kind}/{namespace}/{name}/incidents`, newest first. `sources` says by what they belong to
 * the entity, none when nothing ties the entity to ServiceNow; `warning` says what of it could not be looked up.
 * @public
 */
export const listEntityTicketsResponse = pageOf(entityTicket).extend({
  integration_id: numericId,
  integration_name: z.string(),
  sources: z.array(entityTicketSource),
  warning: z.string().nullable(),
});
/** @public */
export type ListEntityTicketsResponse = z.infer<
  typeof listEntityTicketsResponse
>;

/** How fresh something read from ServiceNow is; `message` says why it is not from now. @public */
export const freshness = z.object({
  as_of: timestamp.nullable(),
  is_stale: z.boolean(),
  message: z.string().nullable(),
});
/** @public */
export type Freshness = z.infer<typeof freshness>;

/** Query of the summary and the recovery of an entity. @public */
export const entityTicketsSummaryRequest = z.object({ ...ofIntegration });

/** How many records have a value. @public */
export const labelledCount = z.object({
  value: z.string(),
  label: z.string(),
  count: z.number().int(),
});
/** @public */
export type LabelledCount = z.infer<typeof labelledCount>;

/**
 * Answer of `GET /entities/{kind}/{namespace}/{name}/summary`: open records of an entity, by state and by priority.
 * @public
 */
export const entityTicketsSummary = z.object({
  open_incidents: z.number().int(),
  open_changes: z.number().int(),
  by_state: z.array(labelledCount),
  by_priority: z.array(labelledCount),
  freshness,
});
/** @public */
export type EntityTicketsSummary = z.infer<typeof entityTicketsSummary>;

/** Most weeks of a recovery. */
const MAX_WEEKS = 52;

/** Query of `GET /entities/{kind}/{namespace}/{name}/recovery`. @public */
export const entityRecoveryRequest = entityTicketsSummaryRequest.extend({
  weeks: z.coerce.number().int().min(1).max(MAX_WEEKS).default(12),
});
/** @public */
export type EntityRecoveryRequest = z.infer<typeof entityRecoveryRequest>;

/** Incidents resolved in one week; times in seconds, `null` when there were none. @public */
export const recoveryWeek = z.object({
  /** The Monday it begins with, in UTC. */
  week: z.iso.date(),
  count: z.number().int(),
  mean_seconds: z.number().nullable(),
  median_seconds: z.number().nullable(),
});
/** @public */
export type RecoveryWeek = z.infer<typeof recoveryWeek>;

/**
 * Answer of `GET /entities/{kind}/{namespace}/{name}/recovery`: the time to restore, from opened to resolved, of the
 * incidents of an entity that were resolved in each week, oldest week first, weeks without any included. `is_partial`
 * when there were more incidents than are read.
 * @public
 */
export const entityRecovery = z.object({
  weeks: z.array(recoveryWeek),
  count: z.number().int(),
  mean_seconds: z.number().nullable(),
  median_seconds: z.number().nullable(),
  is_partial: z.boolean(),
  freshness,
});
/** @public */
export type EntityRecovery = z.infer<typeof entityRecovery>;
