import type { TicketLink } from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { AnomalyChange } from '../domain/anomalyChange';

export type { Actor, AnomalyChange } from '../domain/anomalyChange';

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
