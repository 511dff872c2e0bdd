import type {
  AnomalyStatus,
  Resolution,
  Severity,
} from 'backstage-plugin-servicenow-ticketing-common';

/**
 * Who does something: a person of the catalog or another program.
 * @internal
 */
export interface Actor {
  /** Entity ref of the user, or the subject of the program. */
  ref: string;
  /** Name to show to people, also in ServiceNow. */
  name: string;
  /** Of a person, as the catalog knows it. */
  email?: string;
}

/**
 * Something that happened to an anomaly and that its tickets should hear of.
 * @internal
 */
export type AnomalyChange = {
  anomalyId: number;
  /** The timeline entry that caused it, where there is one. */
  activityId?: number;
  actor: Actor;
  /** The ticket that caused it, and must not hear of it again. */
  exceptTicketId?: number;
  at: Date;
} & (
  | {
      kind: 'status';
      status: AnomalyStatus;
      /** What it was before, where that is known. */
      fromStatus?: AnomalyStatus;
      resolution?: Resolution;
      comment?: string;
    }
  | { kind: 'comment'; text: string }
  | { kind: 'severity'; severity: Severity }
);
