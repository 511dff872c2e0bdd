import type {
  AnomalyStatus,
  Resolution,
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
 * Something people did to an anomaly that its tickets should hear of.
 * @internal
 */
export type AnomalyChange = {
  anomalyId: number;
  /** The timeline entry that caused it. */
  activityId: number;
  actor: Actor;
  at: Date;
} & (
  | {
      kind: 'status';
      status: AnomalyStatus;
      resolution?: Resolution;
      comment?: string;
    }
  | { kind: 'comment'; text: string }
);
