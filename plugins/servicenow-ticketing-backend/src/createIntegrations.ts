import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { Knex } from 'knex';
import { readAllowedHosts } from './config/readAllowedHosts';
import { readCallLogConfig } from './config/readCallLogConfig';
import { readDeliveryConfig } from './config/readDeliveryConfig';
import { readIntegrationsConfig } from './config/readIntegrationsConfig';
import { ApiCallStore } from './database/ApiCallStore';
import { IntegrationStore } from './database/IntegrationStore';
import { ApiCallLog } from './services/ApiCallLog';
import { ApiCallService } from './services/ApiCallService';
import { IntegrationConnectionService } from './services/IntegrationConnectionService';
import { IntegrationRegistry } from './services/IntegrationRegistry';
import { IntegrationService } from './services/IntegrationService';
import { DefinitionTester } from './services/integrations/DefinitionTester';
import { InstanceConnector } from './services/integrations/InstanceConnector';
import { IntegrationVault } from './services/integrations/IntegrationVault';
import { PreflightMemory } from './services/integrations/PreflightMemory';
import { SecretBox } from './services/SecretBox';

/** How soon every process notices what an admin changed through another one. */
const REFRESH_INTERVAL = { seconds: 3 };
/** How often old calls are removed from the log. */
const CLEANUP_INTERVAL = { minutes: 1 };
const TASK_TIMEOUT = { minutes: 1 };

/** What the connections to ServiceNow are made of. */
export interface IntegrationsOptions {
  knex: Knex;
  config: Config;
  logger: LoggerService;
  scheduler: SchedulerService;
  /** Where this plugin is reached from outside. */
  externalBaseUrl: string;
}

/**
 * Puts together what knows, shows, checks and changes the connections to ServiceNow.
 *
 * @throws Error that names the config key at fault.
 */
export async function createIntegrations(options: IntegrationsOptions) {
  const { knex, config, logger, scheduler, externalBaseUrl } = options;
  const { requestTimeout } = readDeliveryConfig(config);
  const store = new IntegrationStore({ knex });
  const callStore = new ApiCallStore({ knex });
  const callLog = new ApiCallLog({
    store: callStore,
    settings: readCallLogConfig(config),
    logger,
  });
  const vault = new IntegrationVault({ box: SecretBox.fromConfig(config) });
  const connector = new InstanceConnector({
    requestTimeout,
    allowedHosts: readAllowedHosts(config),
    observerOf: (id, settings) => callLog.observerOf(id, settings),
  });
  const registry = await IntegrationRegistry.create({
    settings: readIntegrationsConfig(config),
    store,
    vault,
    connector,
    logger,
  });
  const health = new PreflightMemory({ integrations: registry });

  return {
    registry,
    services: {
      integrations: new IntegrationService({
        integrations: registry,
        vault,
        health,
        oauthRedirectUrl: `${externalBaseUrl}/oauth/callback`,
      }),
      connections: new IntegrationConnectionService({
        knex,
        store,
        vault,
        integrations: registry,
        tester: new DefinitionTester({ connector }),
        health,
      }),
      calls: new ApiCallService({
        integrations: registry,
        calls: callStore,
        log: callLog,
      }),
    },
    /** Begins what is done again and again. */
    async start(): Promise<void> {
      await scheduler.scheduleTask({
        id: 'integrations-refresh',
        scope: 'local',
        frequency: REFRESH_INTERVAL,
        timeout: TASK_TIMEOUT,
        fn: () => registry.refresh(),
      });
      await scheduler.scheduleTask({
        id: 'api-calls-cleanup',
        scope: 'global',
        frequency: CLEANUP_INTERVAL,
        timeout: TASK_TIMEOUT,
        fn: () => callLog.removeOld(),
      });
    },
    /** Closes all connections; to be called when nobody uses them any more. */
    async stop(): Promise<void> {
      registry.close();
      await callLog.stop();
    },
  };
}
