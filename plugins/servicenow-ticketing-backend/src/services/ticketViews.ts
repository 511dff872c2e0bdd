import type {
  Delivery,
  DeliveryAttempt,
  DeliveryKind,
  PendingTicket,
  Ticket,
  TicketAnomaly,
  TicketLink,
  TicketSearchItem,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { StoredDelivery } from '../database/deliveryRows';
import type { ListedDelivery } from '../database/DeliveryStore';
import { toDate } from '../database/time';
import type { DeliveryAttemptRow } from '../database/tables';
import type { StoredLink } from '../database/TicketLinkStore';
import type { AnomalyRecord } from '../domain/anomaly';
import { ticketUrl, type RemoteTicket } from '../domain/remoteTicket';
import { describeSync } from '../domain/ticketSync';

/** Status of a ticket that ServiceNow has not made yet. */
const PENDING_STATUS = 'Pending';

const PAUSED_REASON =
  'This ticket changed the anomaly too often in a short time. What happens to it is shown, but changes nothing for a while.';

/** A record as the ticket routes show it. */
export function toTicket(remote: RemoteTicket, instanceUrl: string): Ticket {
  return {
    ticket_id: remote.sysId,
    ticket_number: remote.number,
    title: remote.title,
    description: remote.description,
    status: remote.stateLabel,
    priority: remote.priority,
    urgency: remote.urgency,
    impact: remote.impact,
    category: remote.category,
    subcategory: remote.subcategory,
    created_at: toTicketTime(remote.createdAt ?? new Date(0)),
    updated_at: toTicketTime(
      remote.updatedAt ?? remote.createdAt ?? new Date(0),
    ),
    resolved_at: remote.resolvedAt ? toTicketTime(remote.resolvedAt) : null,
    closed_at: remote.closedAt ? toTicketTime(remote.closedAt) : null,
    assigned_to: remote.assignedTo ?? null,
    assigned_group: remote.assignmentGroup ?? null,
    requester: remote.caller ?? null,
    url: ticketUrl(instanceUrl, remote),
    comments_count: null,
    metadata: { work_notes: '', close_notes: remote.closeNotes },
  };
}

/** A record as the search shows it. */
export function toSearchItem(
  remote: RemoteTicket,
  instanceUrl: string,
): TicketSearchItem {
  const ticket = toTicket(remote, instanceUrl);
  return {
    ticket_id: ticket.ticket_id,
    ticket_number: ticket.ticket_number,
    title: ticket.title,
    description: ticket.description,
    status: ticket.status,
    priority: remote.priorityLabel,
    created_at: ticket.created_at,
    updated_at: ticket.updated_at,
    assigned_to: ticket.assigned_to,
    url: ticket.url,
  };
}

/** A ticket that ServiceNow has not made yet, by the fields that were sent. */
export function toPendingTicket(fields: Record<string, string>): PendingTicket {
  const field = (name: string) => fields[name] ?? '';
  return {
    ticket_id: null,
    ticket_number: null,
    title: field('short_description'),
    description: field('description'),
    status: PENDING_STATUS,
    priority: field('priority'),
    urgency: field('urgency'),
    impact: field('impact'),
    category: field('category'),
    subcategory: field('subcategory'),
    created_at: null,
    updated_at: null,
    resolved_at: null,
    closed_at: null,
    assigned_to: null,
    assigned_group: null,
    requester: null,
    url: null,
    comments_count: null,
    metadata: { work_notes: '', close_notes: '' },
  };
}

/** A link with how the changes that wait for its ticket are doing. */
export function toTicketLink(
  link: StoredLink,
  context: {
    integrationTitle: string;
    instanceUrl?: string;
    unsettled: StoredDelivery[];
    /** When ServiceNow last told all changes. */
    readAt?: Date;
    now: Date;
  },
): TicketLink {
  const { ticket } = link;
  const { instanceUrl } = context;
  return {
    id: link.id,
    anomaly_id: link.anomalyId,
    integration_id: ticket.integrationId,
    integration_name: context.integrationTitle,
    table: ticket.table,
    ticket_id: ticket.sysId ?? null,
    ticket_number: ticket.number ?? null,
    title: ticket.title,
    status: ticket.stateLabel ?? null,
    state: ticket.state ?? null,
    priority: ticket.priorityLabel ?? null,
    assigned_to: ticket.assignedTo ?? null,
    url:
      instanceUrl && ticket.sysId
        ? ticketUrl(instanceUrl, { table: ticket.table, sysId: ticket.sysId })
        : null,
    origin: link.origin,
    created_by: link.createdBy ?? null,
    created_at: link.createdAt.toISOString(),
    last_synced_at: syncedAt(ticket, context.readAt)?.toISOString() ?? null,
    broken: ticket.broken
      ? {
          reason: ticket.broken.reason,
          since: ticket.broken.since.toISOString(),
        }
      : null,
    paused:
      link.pausedUntil && link.pausedUntil > context.now
        ? {
            reason: PAUSED_REASON,
            until: link.pausedUntil.toISOString(),
          }
        : null,
    sync: describeSync(context.unsettled, context.now),
  };
}

/** What tickets say of an anomaly that they are about. */
export function toTicketAnomaly(
  anomaly: Pick<AnomalyRecord, 'id' | 'title' | 'severity' | 'status'>,
  linkId: number,
): TicketAnomaly {
  const { id, title, severity, status } = anomaly;
  return { id, link_id: linkId, title, severity, status };
}

/** A ticket that did not change is as it was when changes were last asked for. */
function syncedAt(
  ticket: StoredLink['ticket'],
  readAt: Date | undefined,
): Date | undefined {
  const { syncedAt: own, isDue, broken } = ticket;
  return own && readAt && !isDue && !broken && readAt > own ? readAt : own;
}

const SUMMARIES: Record<DeliveryKind, (ticket: string) => string> = {
  create: ticket => `Create ${ticket}`,
  link: ticket => `Link the anomaly to ${ticket}`,
  unlink: ticket => `Unlink the anomaly from ${ticket}`,
  status: ticket => `Status to ${ticket}`,
  comment: ticket => `Comment to ${ticket}`,
  resolve: ticket => `Resolve ${ticket}`,
  reopen: ticket => `Reopen ${ticket}`,
  severity: ticket => `Severity to ${ticket}`,
  acknowledge: ticket => `Acknowledge ${ticket}`,
  priority: ticket => `Priority of ${ticket}`,
};

/** A delivery as the HTTP API shows it. */
export function toDelivery(delivery: ListedDelivery): Delivery {
  const ticket = delivery.ticketNumber ?? `ticket "${delivery.ticketTitle}"`;
  return {
    id: delivery.id,
    kind: delivery.kind,
    status: delivery.status,
    summary: SUMMARIES[delivery.kind](ticket),
    integration_id: delivery.integrationId,
    anomaly_id: delivery.anomalyId,
    link_id: delivery.linkId ?? null,
    ticket_number: delivery.ticketNumber ?? null,
    attempts: delivery.attempts,
    next_attempt_at: delivery.nextAttemptAt?.toISOString() ?? null,
    last_error: delivery.lastError ?? null,
    created_by: delivery.createdBy ?? null,
    created_at: delivery.createdAt.toISOString(),
    settled_at: delivery.settledAt?.toISOString() ?? null,
  };
}

/** A try of a delivery as the HTTP API shows it. */
export function toAttempt(row: DeliveryAttemptRow): DeliveryAttempt {
  return {
    attempt: row.attempt,
    started_at: toDate(row.started_at).toISOString(),
    duration_ms: row.duration_ms,
    outcome: row.outcome,
    error: row.error,
  };
}

/** UTC without a zone, as clients of the seed's API expect it. */
function toTicketTime(at: Date): string {
  return at.toISOString().slice(0, 19);
}
