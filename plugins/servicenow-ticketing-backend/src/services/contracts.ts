import type {
  AnomalyStatus,
  Resolution,
  TicketLink,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';

/** Who does something: a person of the catalog or another program. */
export interface Actor {
  /** Entity ref of the user, or the subject of the program. */
  ref: string;
  /** Name to show to people, also in ServiceNow. */
  name: string;
}

/** Something people did to an anomaly that its tickets should hear of. */
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

/** Where changes wait, durably, until ServiceNow has them. */
export interface Outbox {
  /**
   * Writes one delivery per ticket linked to the anomaly, inside the caller's transaction.
   * Returns how many there are.
   */
  enqueueForAnomaly(
    tx: Knex.Transaction,
    change: AnomalyChange,
  ): Promise<number>;
  /** Tells the worker, after the commit, that there is something to do. */
  nudge(): void;
}

/** Tells which tickets belong to anomalies. */
export interface TicketLinkReader {
  /** The links of each anomaly, oldest first; anomalies without links are left out. */
  listLinks(anomalyIds: number[]): Promise<Map<number, TicketLink[]>>;
}
