import type {
  AnomalyStatus,
  Condition,
  FailedCheck,
  Resolution,
  Severity,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { ObservedDataset } from 'backstage-plugin-servicenow-ticketing-node';

/** An anomaly as the backend knows it; `entityRefs` are in alphabetical order. @internal */
export interface AnomalyRecord {
  id: number;
  source: string;
  fingerprint: string;
  checkKey: string;
  title: string;
  message: string;
  type: string;
  severity: Severity;
  sourceSeverity?: string;
  weight?: number;
  condition: Condition;
  status: AnomalyStatus;
  resolution?: Resolution;
  dataset: ObservedDataset;
  fields: string[];
  failedChecks: FailedCheck[];
  tags: string[];
  url?: string;
  occurrenceCount: number;
  affectedCount?: number;
  firstSeenAt: Date;
  lastSeenAt: Date;
  lastObservedAt: Date;
  assignee?: string;
  snoozedUntil?: Date;
  /** When it last began to fail or to pass, oldest first; not all, but the last few. */
  turns: Date[];
  flapping: boolean;
  /** The anomaly it was archived as a duplicate of. */
  duplicateOf?: number;
  /** Archived until then: a failure after that reopens it. */
  archivedUntil?: Date;
  /** Runs it had failed in, and its severity, when it was archived. */
  archivedOccurrences?: number;
  archivedSeverity?: Severity;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  entityRefs: string[];
  /** The entity the source itself names, as it says. */
  namedEntityRef?: string;
}

/** An anomaly that is about to be written for the first time. @internal */
export type NewAnomaly = Omit<AnomalyRecord, 'id'>;
