import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  ListChoicesRequest,
  ListChoicesResponse,
  PreviewMappingRequest,
  PreviewMappingResponse,
  TicketLink,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { Actor, AnomalyChange } from '../domain/anomalyChange';
import type { ReportedAnomaly } from '../domain/forwarding';
import type { DeliveryOutcome } from '../domain/deliveryOutcome';
import type { IntegrationSettings } from '../domain/integrationSettings';
import type { TicketAction } from '../domain/ticketAction';
import type { ServiceNowClient } from '../servicenow/ServiceNowClient';

export type { Actor, AnomalyChange } from '../domain/anomalyChange';
export type { ChangeAnnouncer } from '../domain/changeAnnouncer';

/** For whom something is done. @internal */
export interface CallerOptions {
  credentials: BackstageCredentials;
}

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
  /** The same for many; what several anomalies of one ticket have in common is told once. */
  enqueueForAnomalies(
    tx: Knex.Transaction,
    changes: AnomalyChange[],
  ): Promise<number>;
  /** Tells the worker, after the commit, that there is something to do. */
  nudge(): void;
}

/** Makes tickets of what reports say, where the settings of an integration want that. */
export interface ReportForwarder {
  /** Writes tickets and links inside the transaction of the report. */
  forward(
    tx: Knex.Transaction,
    reported: ReportedAnomaly[],
    at: Date,
  ): Promise<void>;
}

/** Tells which tickets belong to anomalies. */
export interface TicketLinkReader {
  /** The links of each anomaly, oldest first; anomalies without links are left out. */
  listLinks(anomalyIds: number[]): Promise<Map<number, TicketLink[]>>;
}

/** Takes in what is new about a ticket, implemented by TicketFollower. */
export interface TicketReader {
  /** @throws ServiceNowError when it cannot be read. */
  readNow(
    integration: {
      id: number;
      settings: IntegrationSettings;
      client: ServiceNowClient;
    },
    record: { table: string; sysId: string },
  ): Promise<void>;
  /** When each integration last told all changes; those that never did are left out. */
  readTimes(): Promise<Map<number, Date>>;
}

/** A change of one ticket that a person asked for. */
export interface TicketChange {
  ticket: { id: number; integrationId: number };
  anomalyId: number;
  linkId?: number;
  activityId?: number;
  actor: Actor;
  at: Date;
  /** Not to be delivered before, and why, in words. */
  wait?: { until: Date; because: string };
}

/**
 * A record to create: its fields, names to look up by field (which must or may be found), and what was asked for, to
 * recognise a repeat.
 */
export interface TicketToCreate {
  fields: Record<string, string>;
  references: Record<string, string>;
  derived: Record<string, string>;
  request: string;
}

/** The outbox as services that change single tickets use it; each call returns the delivery's id. */
export interface TicketOutbox {
  enqueueCreate(
    tx: Knex.Transaction,
    change: TicketChange,
    ticket: TicketToCreate,
  ): Promise<number>;
  enqueueLink(
    tx: Knex.Transaction,
    change: TicketChange,
    content: {
      details: string[];
      anomalyUrl: string;
      /** All of them, where several are linked at once. */
      anomalyIds?: number[];
    },
  ): Promise<number>;
  /** `undefined` when the integration wants no such note. */
  enqueueUnlink(
    tx: Knex.Transaction,
    change: TicketChange,
  ): Promise<number | undefined>;
  enqueueAction(
    tx: Knex.Transaction,
    change: TicketChange,
    action: TicketAction,
  ): Promise<number>;
  /** Tells the worker, after the commit, that there is something to do. */
  nudge(): void;
}

/** Delivers what somebody waits for. */
export interface InteractiveDelivery {
  /** Delivers at once; `unknown` when `timeout` milliseconds were not enough. */
  deliverNow(deliveryId: number, timeout: number): Promise<DeliveryOutcome>;
}

/** Tells what can be chosen for a field, implemented by ChoiceService. */
export interface ChoiceLister {
  /** @throws NotFoundError when there is no such integration. */
  list(
    request: { integrationId: number } & ListChoicesRequest,
  ): Promise<ListChoicesResponse>;
}

/** Tells what a mapping would send, implemented by MappingPreviewService. */
export interface MappingPreviewer {
  /**
   * What creating a ticket for an anomaly would send under a mapping that need not be saved; nothing is sent.
   *
   * @throws NotFoundError when there is no such integration or anomaly, InputError when a template is wrong.
   */
  preview(
    request: { integrationId: number } & PreviewMappingRequest,
    actor: Actor,
  ): Promise<PreviewMappingResponse>;
}
