import { z } from 'zod';

/** How long anomalies took to be restored in one week (Monday to Sunday, UTC). @public */
export const anomalyRecoveryWeek = z.object({
  /** Its Monday, such as `2026-01-19`. */
  week: z.iso.date(),
  count: z.number().int(),
  /** `null` in a week without any. */
  median_seconds: z.number().nullable(),
});
/** @public */
export type AnomalyRecoveryWeek = z.infer<typeof anomalyRecoveryWeek>;

/**
 * Answer of `GET /anomalies/recovery?entity_ref`: the time from when an anomaly began to fail until it was archived as
 * Resolved, over the last 30 days and for each of the last 12 weeks, oldest first.
 * @public
 */
export const anomalyRecovery = z.object({
  days: z.number().int(),
  count: z.number().int(),
  /** `null` when nothing was restored. */
  median_seconds: z.number().nullable(),
  weeks: z.array(anomalyRecoveryWeek),
});
/** @public */
export type AnomalyRecovery = z.infer<typeof anomalyRecovery>;
