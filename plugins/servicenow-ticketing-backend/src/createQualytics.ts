import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { Knex } from 'knex';
import { readQualyticsConfig } from './config/readQualyticsConfig';
import { SourceItemStore } from './database/SourceItemStore';
import { packText } from './services/ingest/packText';
import type { IngestService } from './services/IngestService';
import { QualyticsSync } from './services/qualytics/QualyticsSync';
import { QualyticsClient } from './sources/qualytics/QualyticsClient';

const TIMEOUT = { minutes: 30 };

/** Who reports what Qualytics lists. */
const REPORTER = { ref: 'plugin:servicenow-ticketing', name: 'Qualytics' };

/**
 * Puts together what asks Qualytics, for the sources that say where it is.
 *
 * @throws Error that names the config key at fault.
 */
export function createQualytics(options: {
  knex: Knex;
  config: Config;
  logger: LoggerService;
  scheduler: SchedulerService;
  ingest: IngestService;
}) {
  const { knex, config, logger, scheduler, ingest } = options;
  const sources = readQualyticsConfig(config);
  const store = new SourceItemStore({ knex });
  return {
    /** Begins to ask; one process at a time, whatever their number. */
    start: async () => {
      for (const settings of sources) {
        const { sourceId, pollInterval, writesBack } = settings;
        const sync = new QualyticsSync({
          source: sourceId,
          client: new QualyticsClient(settings),
          store,
          report: async document =>
            ingest.ingest(
              { sourceId, body: await packText(JSON.stringify(document)) },
              REPORTER,
            ),
          writesBack,
          logger,
        });
        await scheduler.scheduleTask({
          id: `qualytics-${sourceId}`,
          frequency: { milliseconds: pollInterval },
          timeout: TIMEOUT,
          scope: 'global',
          fn: signal => sync.run(signal),
        });
      }
    },
  };
}
