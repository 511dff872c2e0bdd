import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { ActivityStore } from '../database/ActivityStore';
import type { AnomalyStore } from '../database/AnomalyStore';
import type { FollowedTicketStore } from '../database/FollowedTicketStore';
import type { InboundCursorStore } from '../database/InboundCursorStore';
import type { InboundPollStore } from '../database/InboundPollStore';
import type { JournalImportStore } from '../database/JournalImportStore';
import type { TicketLinkStore } from '../database/TicketLinkStore';
import type { TicketStore } from '../database/TicketStore';
import type { DeliveryStore } from '../database/DeliveryStore';
import type { AnomalyChange } from '../domain/anomalyChange';
import type { ChangeAnnouncer } from '../domain/changeAnnouncer';
import type { IntegrationSettings } from '../domain/integrationSettings';
import type { LifecycleRules } from '../domain/lifecycleRules';
import type { ServiceNowClient } from '../servicenow/ServiceNowClient';

/** An instance whose tickets are followed. @internal */
export interface FollowedIntegration {
  id: number;
  settings: IntegrationSettings;
  client: ServiceNowClient;
}

/** Knows the instances, which come and go. @internal */
export interface IntegrationSource {
  list(): FollowedIntegration[];
  find(id: number): FollowedIntegration | undefined;
}

/** Where what a ticket does to an anomaly goes on to the anomaly's other tickets. @internal */
export interface FollowOutbox {
  enqueueForAnomaly(
    tx: Knex.Transaction,
    change: AnomalyChange,
  ): Promise<number>;
  nudge(): void;
}

/** A ticket that is resolved or closed now. @internal */
export interface DoneTicket {
  ticketId: number;
  number: string;
  stateLabel: string;
  anomalyIds: number[];
}

/** What following tickets works with. @internal */
export interface InboundParts {
  knex: Knex;
  integrations: IntegrationSource;
  anomalies: AnomalyStore;
  activities: ActivityStore;
  tickets: TicketStore;
  links: TicketLinkStore;
  deliveries: DeliveryStore;
  followed: FollowedTicketStore;
  cursors: InboundCursorStore;
  polls: InboundPollStore;
  imports: JournalImportStore;
  outbox: FollowOutbox;
  announcer: ChangeAnnouncer;
  /** Called after the commit: those who watch its anomalies want to know. */
  onTicketDone?: (ticket: DoneTicket) => void;
  lifecycle: LifecycleRules;
  logger: LoggerService;
  now: () => Date;
}
