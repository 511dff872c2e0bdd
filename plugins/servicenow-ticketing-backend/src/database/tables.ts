import type {
  ActivityKind,
  AnomalyStatus,
  Condition,
  DeliveryKind,
  DeliveryStatus,
  IngestKind,
  IngestStatus,
  Resolution,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Outcome } from 'backstage-plugin-servicenow-ticketing-node';

/** A time as a database hands it out: PostgreSQL a Date, SQLite milliseconds. */
export type DatabaseTime = Date | number | string;

/** Row of `anomalies`; lists are JSON text. */
export interface AnomalyRow {
  id: number;
  source: string;
  fingerprint: string;
  check_key: string;
  title: string;
  message: string;
  type: string;
  severity: number;
  source_severity: string | null;
  weight: number | null;
  condition: Condition;
  status: AnomalyStatus;
  resolution: Resolution | null;
  dataset_platform: string | null;
  dataset_fqn: string | null;
  dataset_name: string;
  dataset_node_id: string | null;
  fields: string;
  failed_checks: string;
  tags: string;
  url: string | null;
  occurrence_count: number;
  affected_count: number | string | null;
  first_seen_at: DatabaseTime;
  last_seen_at: DatabaseTime;
  last_observed_at: DatabaseTime | null;
  assignee: string | null;
  snoozed_until: DatabaseTime | null;
  turns: string;
  flapping: boolean | number;
  duplicate_of: number | null;
  archived_until: DatabaseTime | null;
  archived_occurrences: number | null;
  archived_severity: number | null;
  dataset_key: string;
  named_entity_ref: string | null;
  has_ticket: boolean | number;
  matched: boolean | number;
  version: number;
  created_at: DatabaseTime;
  updated_at: DatabaseTime;
}

/** Row of `anomaly_entities`. */
export interface AnomalyEntityRow {
  anomaly_id: number;
  entity_ref: string;
}

/** Row of `occurrences`. */
export interface OccurrenceRow {
  id: number;
  anomaly_id: number;
  run_id: string;
  observed_at: DatabaseTime;
  outcome: Outcome;
  affected_count: number | string | null;
  message: string;
}

/** Row of `activities`. */
export interface ActivityRow {
  id: number;
  anomaly_id: number;
  kind: ActivityKind;
  actor: string | null;
  actor_name: string | null;
  body: string | null;
  from_status: string | null;
  to_status: string | null;
  resolution: string | null;
  created_at: DatabaseTime;
  edited_at: DatabaseTime | null;
  deleted_at: DatabaseTime | null;
  ticket_id: number | null;
}

/** Row of `ingest_deliveries`; `report` is the answer as JSON text, `event_headers` a JSON object. */
export interface IngestDeliveryRow {
  id: number;
  source: string;
  dedup_key: string;
  reported_by: string | null;
  received_at: DatabaseTime;
  body_hash: string | null;
  report: string;
  kind: IngestKind;
  status: IngestStatus;
  reason: string | null;
  event_headers: string | null;
  body_bytes: number | null;
  processed_at: DatabaseTime | null;
  attempts: number;
  next_attempt_at: DatabaseTime | null;
}

/** Row of `ingest_bodies`; `body` is gzip. */
export interface IngestBodyRow {
  delivery_id: number;
  packed_bytes: number;
  body: Buffer;
}

/** Row of `ingest_events`. */
export interface IngestEventRow {
  source: string;
  event_key: string;
  delivery_id: number;
}

/** Row of `occurrence_days`. */
export interface OccurrenceDayRow {
  anomaly_id: number;
  day: string;
  failed: number;
  passed: number;
  unknown: number;
  max_affected_count: number | string | null;
}

/** Row of `dataset_assignments`; `entity_refs` is a JSON list. */
export interface DatasetAssignmentRow {
  id: number;
  dataset_key: string;
  dataset_name: string;
  entity_refs: string;
  assigned_by: string;
  assigned_at: DatabaseTime;
}

/** Row of `entity_owners`. */
export interface EntityOwnerRow {
  entity_ref: string;
  owner_ref: string;
}

/** Row of `integrations`; `definition` and `health` are JSON text, `secrets` is encrypted. */
export interface IntegrationRow {
  id: number;
  name: string;
  origin: 'config' | 'portal';
  created_at: DatabaseTime;
  definition: string | null;
  secrets: string | null;
  version: number;
  health: string | null;
  health_checked_at: DatabaseTime | null;
  updated_at: DatabaseTime | null;
  disconnected_at: DatabaseTime | null;
}

/** Row of `tickets`. */
export interface TicketRow {
  id: number;
  integration_id: number;
  table_name: string;
  sys_id: string | null;
  number: string | null;
  correlation_id: string | null;
  title: string;
  state: string | null;
  state_label: string | null;
  priority: string | null;
  assigned_to: string | null;
  remote_updated_at: DatabaseTime | null;
  synced_at: DatabaseTime | null;
  /** The hour in which that was. */
  readonly synced_hour?: DatabaseTime | null;
  agreed_fields: string | null;
  seen_fields: string | null;
  remote_mod_count: number | null;
  merged_mod_count: number | null;
  journal_since: DatabaseTime | null;
  inbound_due_at: DatabaseTime | null;
  broken_reason: string | null;
  broken_since: DatabaseTime | null;
  group_key: string | null;
  forwarded_at: DatabaseTime | null;
  replaces_id: number | null;
  created_at: DatabaseTime;
}

/** Row of `ticket_links`. */
export interface TicketLinkRow {
  id: number;
  anomaly_id: number;
  ticket_id: number;
  origin: 'created' | 'linked';
  idempotency_key: string | null;
  created_by: string | null;
  created_at: DatabaseTime;
  automatic_changes: string | null;
  paused_until: DatabaseTime | null;
}

/** Row of `deliveries`; `payload` is JSON text, by kind. */
export interface DeliveryRow {
  id: number;
  integration_id: number;
  ticket_id: number;
  anomaly_id: number;
  link_id: number | null;
  activity_id: number | null;
  kind: DeliveryKind;
  payload: string;
  status: DeliveryStatus;
  attempts: number;
  next_attempt_at: DatabaseTime | null;
  lease_expires_at: DatabaseTime | null;
  claim_token: string | null;
  last_error: string | null;
  created_by: string | null;
  created_at: DatabaseTime;
  settled_at: DatabaseTime | null;
  doubt_until: DatabaseTime | null;
  first_tried_at: DatabaseTime | null;
}

/** Row of `delivery_queues`. */
export interface DeliveryQueueRow {
  ticket_id: number;
  integration_id: number;
  due_at: DatabaseTime | null;
}

/** Row of `delivery_attempts`. */
export interface DeliveryAttemptRow {
  id: number;
  delivery_id: number;
  attempt: number;
  started_at: DatabaseTime;
  duration_ms: number;
  outcome: 'delivered' | 'retry' | 'refused';
  error: string | null;
}

/** Row of `api_calls`. */
export interface ApiCallRow {
  id: number;
  integration_id: number;
  method: string;
  path: string;
  status: number | null;
  duration_ms: number;
  error: string | null;
  request_id: string;
  request_body: string | null;
  response_body: string | null;
  started_at: DatabaseTime;
}

/** Row of `oauth_tokens`; `tokens` is encrypted. */
export interface OAuthTokenRow {
  integration_id: number;
  tokens: string;
  version: number;
  refresh_lease_until: DatabaseTime | null;
  refused_at: DatabaseTime | null;
  updated_at: DatabaseTime;
}

/** Row of `oauth_authorizations`; `flow` is encrypted. */
export interface OAuthAuthorizationRow {
  id: string;
  state_hash: string;
  integration_id: number | null;
  flow: string;
  status: 'pending' | 'exchanging' | 'authorized' | 'failed';
  message: string | null;
  started_by: string;
  expires_at: DatabaseTime;
}

/** Row of `inbound_cursors`. */
export interface InboundCursorRow {
  integration_id: number;
  table_name: string;
  watermark: DatabaseTime | null;
  read_at: DatabaseTime | null;
}

/** Row of `inbound_polls`; `last_repair` is JSON text. */
export interface InboundPollRow {
  integration_id: number;
  next_poll_at: DatabaseTime | null;
  next_reconcile_at: DatabaseTime | null;
  succeeded_at: DatabaseTime | null;
  changed_tickets: number | null;
  failed_at: DatabaseTime | null;
  last_error: string | null;
  repaired: number;
  last_repair: string | null;
}

/** Row of `journal_imports`. */
export interface JournalImportRow {
  integration_id: number;
  sys_id: string;
  imported_at: DatabaseTime;
}

/** Row of `webhook_receipts`. */
export interface WebhookReceiptRow {
  integration_id: number;
  signature: string;
  received_at: DatabaseTime;
}

/** @internal */
export interface SourceItemRow {
  source: string;
  item_id: string;
  fingerprint: string;
  digest: string;
  status: string;
  seen_at: DatabaseTime;
}

/** @internal */
export interface SourceCursorRow {
  source: string;
  cursor: string;
  updated_at: DatabaseTime;
}

/** Row of `anomaly_watchers`. */
export interface AnomalyWatcherRow {
  anomaly_id: number;
  user_ref: string;
  watching: boolean | number;
}

declare module 'knex/types/tables' {
  interface Tables {
    source_items: SourceItemRow;
    source_cursors: SourceCursorRow;
    anomalies: AnomalyRow;
    anomaly_entities: AnomalyEntityRow;
    occurrences: OccurrenceRow;
    activities: ActivityRow;
    anomaly_watchers: AnomalyWatcherRow;
    ingest_deliveries: IngestDeliveryRow;
    ingest_bodies: IngestBodyRow;
    ingest_events: IngestEventRow;
    occurrence_days: OccurrenceDayRow;
    dataset_assignments: DatasetAssignmentRow;
    entity_owners: EntityOwnerRow;
    integrations: IntegrationRow;
    tickets: TicketRow;
    ticket_links: TicketLinkRow;
    deliveries: DeliveryRow;
    delivery_attempts: DeliveryAttemptRow;
    delivery_queues: DeliveryQueueRow;
    api_calls: ApiCallRow;
    oauth_tokens: OAuthTokenRow;
    oauth_authorizations: OAuthAuthorizationRow;
    inbound_cursors: InboundCursorRow;
    inbound_polls: InboundPollRow;
    journal_imports: JournalImportRow;
    webhook_receipts: WebhookReceiptRow;
  }
}
