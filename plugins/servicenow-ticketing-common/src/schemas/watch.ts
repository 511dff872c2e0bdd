import { z } from 'zod';

/**
 * Answer of `GET`, `POST` and `DELETE /anomalies/{anomaly_id}/watch`: whether the caller is notified when a ticket of
 * the anomaly is resolved, and when a change does not reach ServiceNow.
 * @public
 */
export const anomalyWatch = z.object({ watching: z.boolean() });
/** @public */
export type AnomalyWatch = z.infer<typeof anomalyWatch>;
