import type {
  DeliveryKind,
  DeliveryStatus,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { DatabaseTime, DeliveryRow } from './tables';
import type { StoredTicket } from './TicketStore';
import { toDate } from './time';

/** Statuses of a delivery that is still to reach ServiceNow, or needs a person. @internal */
export const UNSETTLED_STATUSES = [
  'pending',
  'retrying',
  'delivering',
  'dead',
] as const satisfies readonly DeliveryStatus[];

/** A delivery as the backend works with it; `payload` is by kind. @internal */
export interface StoredDelivery {
  id: number;
  integrationId: number;
  ticketId: number;
  anomalyId: number;
  linkId?: number;
  activityId?: number;
  kind: DeliveryKind;
  payload: unknown;
  status: DeliveryStatus;
  attempts: number;
  nextAttemptAt?: Date;
  claimToken?: string;
  lastError?: string;
  createdBy?: string;
  createdAt: Date;
  settledAt?: Date;
  /** An earlier try may have been carried out unseen, or may still be until then. */
  doubtUntil?: Date;
  /** When the first try began, since a person last asked for one. */
  firstTriedAt?: Date;
}

/** A delivery that was claimed, with its ticket as it was then. @internal */
export interface ClaimedDelivery extends StoredDelivery {
  ticket: StoredTicket;
  /** Until then nobody else takes it. */
  leaseUntil: Date;
}

/** A delivery about to be written. @internal */
export interface NewDelivery {
  integrationId: number;
  ticketId: number;
  anomalyId: number;
  linkId?: number;
  activityId?: number;
  kind: DeliveryKind;
  payload: object;
  createdBy: string;
  at: Date;
  /** Not to be tried before, and why, in words. */
  wait?: { until: Date; because: string };
}

/** Turns a row into what the backend works with. @internal */
export function toStoredDelivery(row: DeliveryRow): StoredDelivery {
  return {
    id: row.id,
    integrationId: row.integration_id,
    ticketId: row.ticket_id,
    anomalyId: row.anomaly_id,
    linkId: row.link_id ?? undefined,
    activityId: row.activity_id ?? undefined,
    kind: row.kind,
    payload: JSON.parse(row.payload),
    status: row.status,
    attempts: row.attempts,
    nextAttemptAt: optionalDate(row.next_attempt_at),
    claimToken: row.claim_token ?? undefined,
    lastError: row.last_error ?? undefined,
    createdBy: row.created_by ?? undefined,
    createdAt: toDate(row.created_at),
    settledAt: optionalDate(row.settled_at),
    doubtUntil: optionalDate(row.doubt_until),
    firstTriedAt: optionalDate(row.first_tried_at),
  };
}

function optionalDate(value: DatabaseTime | null): Date | undefined {
  return value === null ? undefined : toDate(value);
}
