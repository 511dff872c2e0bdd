import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { EventsService } from '@backstage/plugin-events-node';
import type { Knex } from 'knex';
import { readIngestConfig } from './config/readIngestConfig';
import type { SourceConfig } from './config/readSourcesConfig';
import { IngestDocumentStore } from './database/IngestDocumentStore';
import { IngestStore } from './database/IngestStore';
import type { LifecycleRules } from './domain/lifecycleRules';
import type { ChangeAnnouncer, Outbox } from './services/contracts';
import { DeliveryProcessor } from './services/ingest/DeliveryProcessor';
import { EventReceiver } from './services/ingest/EventReceiver';
import { IngestUpkeep } from './services/ingest/IngestUpkeep';
import { KeptIngestService } from './services/ingest/KeptIngestService';
import { ReportTaker } from './services/ingest/ReportTaker';
import { IngestService } from './services/IngestService';
import type { EntityMatcher } from './services/matching/EntityMatcher';
import type { EntityOwners } from './services/matching/EntityOwners';
import type { ReportWriter } from './services/ReportWriter';
import { ReadingPool } from './sources/reading/ReadingPool';

/** How often documents that wait are looked for, and old ones removed. */
const UPKEEP_INTERVAL = { minutes: 1 };
/** As long nobody else does it when the process that does was killed. */
const UPKEEP_TIMEOUT = { minutes: 5 };

/**
 * Puts together what takes in reports.
 *
 * @throws Error that names the config key at fault.
 */
export function createIngest(options: {
  knex: Knex;
  config: Config;
  logger: LoggerService;
  scheduler: SchedulerService;
  /** The events of the host; without it none are taken in. */
  events?: EventsService;
  sources: SourceConfig[];
  rules: LifecycleRules;
  matcher: EntityMatcher;
  owners: EntityOwners;
  writer: ReportWriter;
  outbox: Outbox;
  announcer: ChangeAnnouncer;
  /** Told what the items of each report did. */
  onReport?: (source: string, counts: Record<string, number>) => void;
}) {
  const { scheduler, events, sources } = options;
  const settings = readIngestConfig(options.config);
  const pool = new ReadingPool();
  const ingests = new IngestStore(options);
  const documents = new IngestDocumentStore(options);
  const taker = new ReportTaker({ ...options, ingests });
  const processor = new DeliveryProcessor({
    ...options,
    ingests,
    pool,
    taker,
    keepBodies: settings.keep,
  });
  const ingest = new IngestService({ ...options, ingests, pool, processor });
  const kept = new KeptIngestService({ ingests, documents, ingest });
  const upkeep = new IngestUpkeep({
    ...options,
    ingests,
    documents,
    kept,
    processor,
    settings,
  });

  return {
    ingest,
    keptIngests: kept,
    start: async () => {
      await scheduler.scheduleTask({
        id: 'ingest-upkeep',
        frequency: UPKEEP_INTERVAL,
        timeout: UPKEEP_TIMEOUT,
        scope: 'global',
        fn: async signal => {
          await upkeep.processWaiting(signal);
          await upkeep.cleanUp();
        },
      });
      if (events) {
        await new EventReceiver({ ...options, events, ingest }).subscribe(
          sources,
        );
      }
    },
    stop: () => pool.stop(),
  };
}
