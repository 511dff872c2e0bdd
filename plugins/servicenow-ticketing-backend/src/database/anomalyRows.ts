import type { AnomalyRecord, NewAnomaly } from '../domain/anomaly';
import { datasetKey } from '../domain/datasetName';
import { severityOfRank, severityRank } from '../domain/severityRank';
import type { AnomalyRow } from './tables';
import { toDate } from './time';

/** Turns a row into what the backend works with. @internal */
export function toAnomalyRecord(
  row: AnomalyRow,
  entityRefs: string[],
): AnomalyRecord {
  return {
    id: row.id,
    source: row.source,
    fingerprint: row.fingerprint,
    checkKey: row.check_key,
    title: row.title,
    message: row.message,
    type: row.type,
    severity: severityOfRank(row.severity),
    sourceSeverity: row.source_severity ?? undefined,
    weight: row.weight ?? undefined,
    condition: row.condition,
    status: row.status,
    resolution: row.resolution ?? undefined,
    dataset: {
      platform: row.dataset_platform ?? undefined,
      fqn: row.dataset_fqn ?? undefined,
      name: row.dataset_name,
      nodeId: row.dataset_node_id ?? undefined,
    },
    fields: JSON.parse(row.fields),
    failedChecks: JSON.parse(row.failed_checks),
    tags: JSON.parse(row.tags),
    url: row.url ?? undefined,
    occurrenceCount: row.occurrence_count,
    // PostgreSQL hands out big integers as text.
    affectedCount:
      row.affected_count === null ? undefined : Number(row.affected_count),
    firstSeenAt: toDate(row.first_seen_at),
    lastSeenAt: toDate(row.last_seen_at),
    lastObservedAt: toDate(row.last_observed_at ?? row.last_seen_at),
    assignee: row.assignee ?? undefined,
    snoozedUntil:
      row.snoozed_until === null ? undefined : toDate(row.snoozed_until),
    turns: (JSON.parse(row.turns) as string[]).map(turn => new Date(turn)),
    // SQLite has numbers for booleans.
    flapping: Boolean(row.flapping),
    duplicateOf: row.duplicate_of ?? undefined,
    archivedUntil:
      row.archived_until === null ? undefined : toDate(row.archived_until),
    archivedOccurrences: row.archived_occurrences ?? undefined,
    archivedSeverity:
      row.archived_severity === null
        ? undefined
        : severityOfRank(row.archived_severity),
    version: row.version,
    createdAt: toDate(row.created_at),
    updatedAt: toDate(row.updated_at),
    entityRefs,
    namedEntityRef: row.named_entity_ref ?? undefined,
  };
}

/** Turns an anomaly into its row: all columns but the id, and what its ticket links say. @internal */
export function toAnomalyRow(
  anomaly: NewAnomaly,
): Omit<AnomalyRow, 'id' | 'has_ticket'> {
  return {
    source: anomaly.source,
    fingerprint: anomaly.fingerprint,
    check_key: anomaly.checkKey,
    title: anomaly.title,
    message: anomaly.message,
    type: anomaly.type,
    severity: severityRank(anomaly.severity),
    source_severity: anomaly.sourceSeverity ?? null,
    weight: anomaly.weight ?? null,
    condition: anomaly.condition,
    status: anomaly.status,
    resolution: anomaly.resolution ?? null,
    dataset_platform: anomaly.dataset.platform ?? null,
    dataset_fqn: anomaly.dataset.fqn ?? null,
    dataset_name: anomaly.dataset.name,
    dataset_node_id: anomaly.dataset.nodeId ?? null,
    fields: JSON.stringify(anomaly.fields),
    failed_checks: JSON.stringify(anomaly.failedChecks),
    tags: JSON.stringify(anomaly.tags),
    url: anomaly.url ?? null,
    occurrence_count: anomaly.occurrenceCount,
    affected_count: anomaly.affectedCount ?? null,
    first_seen_at: anomaly.firstSeenAt,
    last_seen_at: anomaly.lastSeenAt,
    last_observed_at: anomaly.lastObservedAt,
    assignee: anomaly.assignee ?? null,
    snoozed_until: anomaly.snoozedUntil ?? null,
    turns: JSON.stringify(anomaly.turns),
    flapping: anomaly.flapping,
    duplicate_of: anomaly.duplicateOf ?? null,
    archived_until: anomaly.archivedUntil ?? null,
    archived_occurrences: anomaly.archivedOccurrences ?? null,
    archived_severity:
      anomaly.archivedSeverity === undefined
        ? null
        : severityRank(anomaly.archivedSeverity),
    dataset_key: datasetKey(anomaly.dataset),
    named_entity_ref: anomaly.namedEntityRef ?? null,
    matched: anomaly.entityRefs.length > 0,
    version: anomaly.version,
    created_at: anomaly.createdAt,
    updated_at: anomaly.updatedAt,
  };
}
