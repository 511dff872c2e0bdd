import type {
  Anomaly,
  TicketLink,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { AnomalyRecord } from '../domain/anomaly';

/** Turns an anomaly into what the HTTP API shows of it. @internal */
export function toAnomaly(
  record: AnomalyRecord,
  context: { sourceTitle: string; ticketLinks: TicketLink[] },
): Anomaly {
  return {
    id: record.id,
    fingerprint: record.fingerprint,
    source: record.source,
    source_title: context.sourceTitle,
    check_key: record.checkKey,
    title: record.title,
    message: record.message,
    type: record.type,
    severity: record.severity,
    source_severity: record.sourceSeverity ?? null,
    weight: record.weight ?? null,
    status: record.status,
    resolution: record.resolution ?? null,
    condition: record.condition,
    dataset: {
      platform: record.dataset.platform ?? null,
      fqn: record.dataset.fqn ?? null,
      name: record.dataset.name,
    },
    fields: record.fields,
    failed_checks: record.failedChecks,
    tags: record.tags,
    url: record.url ?? null,
    entity_refs: record.entityRefs,
    occurrence_count: record.occurrenceCount,
    affected_count: record.affectedCount ?? null,
    first_seen_at: record.firstSeenAt.toISOString(),
    last_seen_at: record.lastSeenAt.toISOString(),
    assignee: record.assignee ?? null,
    snoozed_until: record.snoozedUntil?.toISOString() ?? null,
    flapping: record.flapping,
    duplicate_of: record.duplicateOf ?? null,
    archived_until: record.archivedUntil?.toISOString() ?? null,
    version: record.version,
    created_at: record.createdAt.toISOString(),
    updated_at: record.updatedAt.toISOString(),
    ticket_links: context.ticketLinks,
  };
}
