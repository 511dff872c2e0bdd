import type {
  AuthService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import type { AnomalySource } from 'backstage-plugin-servicenow-ticketing-node';
import type { Knex } from 'knex';
import { readLifecycleConfig } from './config/readLifecycleConfig';
import { readMatchingConfig } from './config/readMatchingConfig';
import { readSourcesConfig } from './config/readSourcesConfig';
import type { ActivityStore } from './database/ActivityStore';
import type { AnomalyStore } from './database/AnomalyStore';
import { DatasetAssignmentStore } from './database/DatasetAssignmentStore';
import { DatasetStore } from './database/DatasetStore';
import { EntityOwnerStore } from './database/EntityOwnerStore';
import { OccurrenceStore } from './database/OccurrenceStore';
import { AnomalyDecisionService } from './services/AnomalyDecisionService';
import { AnomalyService } from './services/AnomalyService';
import { CommentService } from './services/CommentService';
import type {
  ChangeAnnouncer,
  Outbox,
  ReportForwarder,
  TicketLinkReader,
} from './services/contracts';
import type { EntityDirectory } from './services/EntityDirectory';
import { createIngest } from './createIngest';
import { createQualytics } from './createQualytics';
import { CatalogEvents } from './services/matching/CatalogEvents';
import { DatasetService } from './services/matching/DatasetService';
import { EntityMatcher } from './services/matching/EntityMatcher';
import { EntityOwners } from './services/matching/EntityOwners';
import { EntitySuggester } from './services/matching/EntitySuggester';
import { Rematcher } from './services/matching/Rematcher';
import { ReportWriter } from './services/ReportWriter';

/** What the anomaly half of the plugin gets from its host and from the ticket half. */
export interface AnomaliesOptions {
  knex: Knex;
  config: Config;
  auth: AuthService;
  catalog: CatalogService;
  logger: LoggerService;
  scheduler: SchedulerService;
  events?: EventsService;
  adapters: AnomalySource[];
  anomalies: AnomalyStore;
  activities: ActivityStore;
  entities: EntityDirectory;
  outbox: Outbox;
  forwarder: ReportForwarder;
  announcer: ChangeAnnouncer;
  ticketLinks: TicketLinkReader;
  /** Told what the items of each report did. */
  onReport?: (source: string, counts: Record<string, number>) => void;
}

/** When matching everything anew is given up. */
const REMATCH_TIMEOUT_MINUTES = 20;

/**
 * Puts together what takes in reports, matches them to the catalog, and takes what people decide.
 *
 * @throws Error that names the config key at fault.
 */
export function createAnomalies(options: AnomaliesOptions) {
  const { knex, config, auth, catalog, logger, scheduler, announcer } = options;
  const sources = readSourcesConfig(config, options);
  const { rules } = readLifecycleConfig(config);
  const matching = readMatchingConfig(config);
  const occurrences = new OccurrenceStore({ knex });
  const datasets = new DatasetStore({ knex });
  const assignments = new DatasetAssignmentStore({ knex });
  const owners = new EntityOwners({
    auth,
    catalog,
    logger,
    store: new EntityOwnerStore({ knex }),
  });
  const matcher = new EntityMatcher({
    auth,
    catalog,
    logger,
    assignments,
    patterns: new Map(
      sources.flatMap(({ id, datasetPattern }) =>
        datasetPattern ? [[id, datasetPattern]] : [],
      ),
    ),
  });
  const rematcher = new Rematcher({
    datasets,
    matcher,
    owners,
    announcer,
    logger,
  });

  const catalogEvents =
    options.events &&
    new CatalogEvents({ events: options.events, rematcher, logger });

  const reports = createIngest({
    ...options,
    sources,
    rules,
    matcher,
    owners,
    writer: new ReportWriter({ ...options, occurrences }),
  });

  const qualytics = createQualytics({ ...options, ingest: reports.ingest });

  return {
    anomalies: new AnomalyService({ ...options, occurrences, sources }),
    decisions: new AnomalyDecisionService({ ...options, rules }),
    comments: new CommentService(options),
    ingest: reports.ingest,
    keptIngests: reports.keptIngests,
    datasets: new DatasetService({
      datasets,
      assignments,
      entities: options.entities,
      suggester: new EntitySuggester(options),
      rematcher,
    }),
    /** Begins what is done again and again. */
    start: async () => {
      await scheduler.scheduleTask({
        id: 'anomalies-rematch',
        frequency: { milliseconds: matching.interval },
        timeout: { minutes: REMATCH_TIMEOUT_MINUTES },
        scope: 'global',
        fn: async signal => {
          await rematcher.rematchAll(signal);
        },
      });
      await catalogEvents?.subscribe(matching.eventTopics);
      await reports.start();
      await qualytics.start();
    },
    stop: async () => {
      await catalogEvents?.stop();
      await reports.stop();
    },
  };
}
