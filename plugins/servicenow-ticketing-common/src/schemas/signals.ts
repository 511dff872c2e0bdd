import { z } from 'zod';

/** The channel of Backstage signals that tells open portals what has changed. @public */
export const SIGNALS_CHANNEL = 'servicenow-ticketing';

/** Most anomalies that one signal names. @public */
export const MAX_SIGNALLED_ANOMALIES = 100;

/**
 * What a signal on {@link SIGNALS_CHANNEL} says. Signals go to everybody who is signed in, so that they carry ids and
 * never data: who wants to know more asks the HTTP API, which checks permissions.
 *
 * An empty list of anomalies means that many have changed: look at whatever is shown again.
 * @public
 */
export const changeSignal = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('anomalies_changed'),
    anomaly_ids: z.array(z.number().int()).max(MAX_SIGNALLED_ANOMALIES),
  }),
  z.object({ type: z.literal('deliveries_changed') }),
]);
/** @public */
export type ChangeSignal = z.infer<typeof changeSignal>;
