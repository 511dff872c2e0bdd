import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { Config } from '@backstage/config';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { Knex } from 'knex';
import { SignalAnnouncer } from './announcing/SignalAnnouncer';
import { WatcherNotifier } from './announcing/WatcherNotifier';
import { readRetentionConfig } from './config/readRetentionConfig';
import type { AnomalyStore } from './database/AnomalyStore';
import type { DeliveryStore } from './database/DeliveryStore';
import { InboundPollStore } from './database/InboundPollStore';
import { RetentionStore } from './database/RetentionStore';
import type { TicketLinkStore } from './database/TicketLinkStore';
import type { TicketStore } from './database/TicketStore';
import { WatcherStore } from './database/WatcherStore';
import { createDeliveryObserver } from './createDeliveryObserver';
import { RetentionService } from './services/RetentionService';
import { TicketingMetrics } from './telemetry/TicketingMetrics';

/** What those who operate, and those who watch, get to know things by. */
export interface OperationsOptions {
  knex: Knex;
  config: Config;
  logger: LoggerService;
  scheduler: SchedulerService;
  metricsService: MetricsService;
  notifications: NotificationService;
  signals: SignalsService;
  anomalies: AnomalyStore;
  tickets: TicketStore;
  links: TicketLinkStore;
  deliveries: DeliveryStore;
  /** The name of an integration, as in the config; `undefined` when it is not connected. */
  nameOf: (integrationId: number) => string | undefined;
}

/** How often what is over is removed. */
const RETENTION_INTERVAL = { hours: 1 };
/** A first run after an upgrade may have much to remove. */
const RETENTION_TIMEOUT = { minutes: 50 };
/** Not while a backend starts. */
const RETENTION_DELAY = { minutes: 5 };

/**
 * Puts together what tells open portals, people and metrics of changes, and what removes what is over.
 *
 * @throws Error that names the config key at fault.
 */
export function createOperations(options: OperationsOptions) {
  const { knex, config, logger, scheduler } = options;
  const { anomalies, tickets, links, deliveries } = options;
  const polls = new InboundPollStore({ knex });
  const metrics = new TicketingMetrics({
    metrics: options.metricsService,
    measureQueue: () => deliveries.measureQueue(),
    readPolls: () => polls.list(),
    nameOf: options.nameOf,
  });
  const announcer = new SignalAnnouncer({
    signals: options.signals,
    anomaliesOfTickets: ids => links.listAnomaliesOf(ids),
    logger,
  });
  const watchers = new WatcherStore({ knex });
  const news = new WatcherNotifier({
    notifications: options.notifications,
    watchersOf: id => watchers.list(id),
    anomaliesOf: id => links.listAnomaliesOf([id]),
    titleOf: async id => (await anomalies.get(id))?.title,
    nameOfTicket: async id => {
      const ticket = await tickets.get(id);
      return ticket?.number ?? ticket?.title;
    },
    logger,
  });
  const retention = new RetentionService({
    store: new RetentionStore({ knex }),
    settings: readRetentionConfig(config),
    logger,
  });

  return {
    metrics,
    announcer,
    news,
    watchers,
    observer: createDeliveryObserver({ announcer, metrics, news }),
    /** Begins what is done again and again. */
    start: () =>
      scheduler.scheduleTask({
        id: 'retention',
        scope: 'global',
        frequency: RETENTION_INTERVAL,
        timeout: RETENTION_TIMEOUT,
        initialDelay: RETENTION_DELAY,
        fn: async signal => {
          await retention.run(signal);
        },
      }),
    /** Tells what is not told yet. */
    async stop(): Promise<void> {
      await announcer.stop();
      await news.stop();
    },
  };
}
