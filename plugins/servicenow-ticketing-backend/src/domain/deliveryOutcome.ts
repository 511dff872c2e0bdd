import type { RemoteTicket } from './remoteTicket';

/**
 * What became of a delivery that somebody waits for. `unknown` means that it was not seen in time, and is still on
 * its way.
 * @internal
 */
export type DeliveryOutcome =
  | { status: 'delivered'; remote?: RemoteTicket }
  | { status: 'retrying' | 'dead'; error: Error }
  | { status: 'unknown' };
