import type { ClaimedDelivery } from '../database/deliveryRows';
import type { StoredTicket } from '../database/TicketStore';
import type { IntegrationSettings } from '../domain/integrationSettings';
import type { RemoteTicket } from '../domain/remoteTicket';
import type { ReferenceDirectory } from '../servicenow/ReferenceDirectory';
import type { ServiceNowClient } from '../servicenow/ServiceNowClient';

/** The instance a delivery goes to. @internal */
export interface DeliveryTarget {
  client: ServiceNowClient;
  settings: IntegrationSettings;
}

/** A ticket that is closed although its anomaly is open again. @internal */
export interface ClosedTicket {
  delivery: Pick<
    ClaimedDelivery,
    'anomalyId' | 'activityId' | 'createdBy' | 'integrationId'
  >;
  ticket: StoredTicket;
  payload: { actorName: string };
  closed: RemoteTicket;
}

/** One try of a delivery. @internal */
export interface DeliveryJob<TPayload> {
  delivery: ClaimedDelivery;
  payload: TPayload;
  ticket: StoredTicket;
  target: DeliveryTarget;
  productName: string;
  references: ReferenceDirectory;
  /** Tells those who run the portal of something that went wrong without harm. */
  warn: (message: string) => void;
  /** Has a new ticket take the place of one that is closed, once. */
  replaceClosed: (closed: ClosedTicket) => Promise<void>;
  /** Whether an earlier try may have done it already, unseen, or may still do it; see {@link isNoted}. */
  isRepeat: boolean;
  now: () => Date;
  signal: AbortSignal;
}

/**
 * Does one kind of delivery. Returns what ServiceNow says of the ticket afterwards, if it said so. Throws
 * `ServiceNowError`. When `isRepeat` it first finds out whether the change is there already. It writes once, with all that
 * belongs together, and last of all: what fails after that counts as done only if the next try finds it.
 * @internal
 */
export type DeliveryHandler<TPayload> = (
  job: DeliveryJob<TPayload>,
) => Promise<RemoteTicket | undefined>;
