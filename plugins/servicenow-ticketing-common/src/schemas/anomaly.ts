import { z } from 'zod';
import { commaSeparated } from './commaSeparated';
import { numericId, timestamp } from './identifiers';
import { pageOf, pageRequest } from './paging';
import { ticketLink } from './ticketLink';

/** How bad it is, worst first. @public */
export const severity = z.enum(['critical', 'high', 'medium', 'low']);
/** @public */
export type Severity = z.infer<typeof severity>;

/** What people decided about an anomaly. @public */
export const anomalyStatus = z.enum(['Active', 'Acknowledged', 'Archived']);
/** @public */
export type AnomalyStatus = z.infer<typeof anomalyStatus>;

/** Why an anomaly was archived. @public */
export const resolution = z.enum([
  'Resolved',
  'Duplicate',
  'Invalid',
  'Discarded',
]);
/** @public */
export type Resolution = z.infer<typeof resolution>;

/** What the source last saw. @public */
export const condition = z.enum(['failing', 'passing', 'unknown']);
/** @public */
export type Condition = z.infer<typeof condition>;

/** The dataset a check looked at; `fqn` is its fully qualified name, such as `shop.public.orders`. @public */
export const dataset = z.object({
  platform: z.string().nullable(),
  fqn: z.string().nullable(),
  name: z.string(),
});
/** @public */
export type Dataset = z.infer<typeof dataset>;

/** A check that failed, in the source's own name, and why, in words. @public */
export const failedCheck = z.object({
  name: z.string(),
  message: z.string(),
});
/** @public */
export type FailedCheck = z.infer<typeof failedCheck>;

/**
 * Something a source found wrong with a dataset; one per fingerprint, however often it fails.
 * Times are ISO 8601 UTC; `occurrence_count` counts the runs in which it failed and
 * `affected_count` the rows the last failing run complained about (`null` when it did not say).
 * @public
 */
export const anomaly = z.object({
  id: numericId,
  fingerprint: z.string(),
  source: z.string(),
  source_title: z.string(),
  check_key: z.string(),
  title: z.string(),
  message: z.string(),
  type: z.string(),
  severity,
  source_severity: z.string().nullable(),
  weight: z.number().nullable(),
  status: anomalyStatus,
  resolution: resolution.nullable(),
  condition,
  dataset,
  fields: z.array(z.string()),
  failed_checks: z.array(failedCheck),
  tags: z.array(z.string()),
  url: z.string().nullable(),
  entity_refs: z.array(z.string()),
  occurrence_count: z.number().int(),
  affected_count: z.number().int().nullable(),
  first_seen_at: timestamp,
  last_seen_at: timestamp,
  assignee: z.string().nullable(),
  snoozed_until: timestamp.nullable(),
  /** It has failed and passed in turns lately. */
  flapping: z.boolean(),
  /** Archived as Duplicate of this one, which its failures count on. */
  duplicate_of: numericId.nullable(),
  /** Archived as Invalid or Discarded until then; a failure after that reopens it. */
  archived_until: timestamp.nullable(),
  version: z.number().int(),
  created_at: timestamp,
  updated_at: timestamp,
  ticket_links: z.array(ticketLink),
});
/** @public */
export type Anomaly = z.infer<typeof anomaly>;

/** Orders of the anomaly list; a leading `-` means descending. @public */
export const anomalySort = z.enum([
  '-last_seen_at',
  'last_seen_at',
  '-first_seen_at',
  'first_seen_at',
  '-severity',
  'severity',
  '-occurrence_count',
  'occurrence_count',
  'title',
  '-title',
]);

/**
 * Query of `GET /anomalies`. Lists (`status`, `severity`, `type`, `source`) are comma separated;
 * `query` searches title, message, dataset and fields for words that begin so; `matched=false` lists anomalies
 * that belong to no catalog entity; `owner` lists those of entities that one of these owns; `snoozed` lists only snoozed ones or leaves them out. `cursor` goes on where a page
 * ended, however far that is, and replaces `page`.
 * @public
 */
export const listAnomaliesRequest = pageRequest.extend({
  entity_ref: z.string().max(500).optional(),
  status: commaSeparated(anomalyStatus),
  severity: commaSeparated(severity),
  type: commaSeparated(z.string().max(64)),
  source: commaSeparated(z.string().max(64)),
  has_ticket: z.stringbool().optional(),
  matched: z.stringbool().optional(),
  snoozed: z.stringbool().optional(),
  assignee: z.string().max(500).optional(),
  owner: commaSeparated(z.string().max(500)),
  condition: commaSeparated(condition),
  dataset: z.string().max(1_000).optional(),
  cursor: z.string().max(2_000).optional(),
  query: z.string().max(200).optional(),
  sort: anomalySort.default('-last_seen_at'),
});
/** @public */
export type ListAnomaliesRequest = z.infer<typeof listAnomaliesRequest>;

/** The counts shown above the list, by name. @public */
export const summaryCount = z.enum([
  'active',
  'acknowledged',
  'archived',
  'with_tickets',
  'unmatched',
]);
/** @public */
export type SummaryCount = z.infer<typeof summaryCount>;

/**
 * Counts shown above the list, over the entity (or everything) regardless of other filters. None goes beyond COUNT_LIMIT:
 * `inexact` names those that stopped short, of which there are as many or more ("1,000+").
 * @public
 */
export const anomalySummary = z.object({
  active: z.number().int(),
  acknowledged: z.number().int(),
  archived: z.number().int(),
  with_tickets: z.number().int(),
  unmatched: z.number().int(),
  inexact: z.array(summaryCount),
  last_report_at: timestamp.nullable(),
});
/** @public */
export type AnomalySummary = z.infer<typeof anomalySummary>;

/**
 * Answer of `GET /anomalies`. Counting stops at COUNT_LIMIT, or a page further on: `total_is_exact` is then false, and
 * there are more than `total`.
 * @public
 */
export const listAnomaliesResponse = pageOf(anomaly).extend({
  total_is_exact: z.boolean(),
  /** Of the next page; null on the last. */
  next_cursor: z.string().nullable(),
  summary: anomalySummary,
});
/** @public */
export type ListAnomaliesResponse = z.infer<typeof listAnomaliesResponse>;
