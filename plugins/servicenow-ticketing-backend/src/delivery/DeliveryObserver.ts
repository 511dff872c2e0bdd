import type { StoredDelivery } from '../database/deliveryRows';
import type { AttemptResult } from '../database/operations/deliveries/settle';

/** Hears what becomes of deliveries, so that people, portals and metrics can be told. @internal */
export interface DeliveryObserver {
  /** A try has ended and is written, after the commit. Takes no time, and never throws. */
  settled(delivery: StoredDelivery, result: AttemptResult): void;
  /** Deliveries of an integration are held back until then, as it does not answer or limits its calls. */
  paused?(pause: { integrationId: number; until: Date; why: string }): void;
}
