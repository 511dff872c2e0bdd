import { z } from 'zod';
import { outcome } from './anomalyBatch';
import { timestamp } from './identifiers';

/** What one run said about an anomaly. @public */
export const occurrence = z.object({
  run_id: z.string(),
  observed_at: timestamp,
  outcome,
  affected_count: z.number().int().nullable(),
  message: z.string(),
});
/** @public */
export type Occurrence = z.infer<typeof occurrence>;

/** How often the runs of one day (UTC) said what. @public */
export const occurrenceDay = z.object({
  /** Such as `2026-01-22`. */
  day: z.iso.date(),
  failed: z.number().int(),
  passed: z.number().int(),
  unknown: z.number().int(),
  max_affected_count: z.number().int().nullable(),
});
/** @public */
export type OccurrenceDay = z.infer<typeof occurrenceDay>;

/**
 * Answer of `GET /anomalies/{anomaly_id}/occurrences`: the newest runs that failed or changed its condition, newest
 * first, and the counts of every day that has any, newest first.
 * @public
 */
export const occurrenceHistory = z.object({
  occurrences: z.array(occurrence),
  days: z.array(occurrenceDay),
});
/** @public */
export type OccurrenceHistory = z.infer<typeof occurrenceHistory>;
