import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { Knex } from 'knex';
import { readAllowedHosts } from './config/readAllowedHosts';
import { readCallLogConfig } from './config/readCallLogConfig';
import { readDeliveryConfig } from './config/readDeliveryConfig';
import { readHealthCheckConfig } from './config/readHealthCheckConfig';
import { readIntegrationsConfig } from './config/readIntegrationsConfig';
import { ApiCallStore } from './database/ApiCallStore';
import { InboundPollStore } from './database/InboundPollStore';
import { IntegrationHealthStore } from './database/IntegrationHealthStore';
import { IntegrationStore } from './database/IntegrationStore';
import { OAuthAuthorizationStore } from './database/OAuthAuthorizationStore';
import { OAuthTokenStore } from './database/OAuthTokenStore';
import { scheduleTasks } from './scheduleTasks';
import { ApiCallLog } from './services/ApiCallLog';
import { ApiCallService } from './services/ApiCallService';
import { HealthService } from './services/HealthService';
import { IntegrationConnectionService } from './services/IntegrationConnectionService';
import { IntegrationRegistry } from './services/IntegrationRegistry';
import { IntegrationService } from './services/IntegrationService';
import { Authorizations } from './services/integrations/Authorizations';
import { DefinitionTester } from './services/integrations/DefinitionTester';
import { InstanceConnector } from './services/integrations/InstanceConnector';
import { IntegrationVault } from './services/integrations/IntegrationVault';
import { IntegrationTokens } from './services/oauth/IntegrationTokens';
import { OAuthCallback } from './services/OAuthCallback';
import { OAuthService } from './services/OAuthService';
import { SecretBox } from './services/SecretBox';
import type { TicketingMetrics } from './telemetry/TicketingMetrics';

/** What hears of calls to ServiceNow, implemented by TicketingMetrics. */
type CallMetrics = Pick<
  TicketingMetrics,
  'requestEnded' | 'requestWaited' | 'breakerChanged'
>;

/** What the connections to ServiceNow are made of. */
export interface IntegrationsOptions {
  knex: Knex;
  config: Config;
  logger: LoggerService;
  scheduler: SchedulerService;
  /** What is told of calls to ServiceNow. */
  metrics: CallMetrics;
  /** Where this plugin is reached from outside. */
  externalBaseUrl: string;
}

/**
 * Puts together what knows, shows, checks and changes the connections to ServiceNow.
 *
 * @throws Error that names the config key at fault.
 */
export async function createIntegrations(options: IntegrationsOptions) {
  const { knex, config, logger, scheduler, metrics, externalBaseUrl } = options;
  const { requestTimeout } = readDeliveryConfig(config);
  const store = new IntegrationStore({ knex });
  const callStore = new ApiCallStore({ knex });
  const callLog = new ApiCallLog({
    store: callStore,
    settings: readCallLogConfig(config),
    logger,
  });
  const box = SecretBox.fromConfig(config);
  const vault = new IntegrationVault({ box });
  const tokens = new IntegrationTokens({
    store: new OAuthTokenStore({ knex }),
    box,
  });
  const allowedHosts = readAllowedHosts(config);
  // Health is known of what is connected, so it comes last.
  let noteBreaker: HealthService['noteBreaker'] = async () => undefined;
  const connector = new InstanceConnector({
    requestTimeout,
    allowedHosts,
    observerOf: (id, settings) => {
      const log = callLog.observerOf(id, settings);
      return call => {
        metrics.requestEnded(id, call);
        log?.(call);
      };
    },
    onWait: (id, milliseconds) => metrics.requestWaited(id, milliseconds),
    tokensOf: (id, settings) => tokens.of(id, settings),
    onBreakerChange: (id, breaker) => {
      metrics.breakerChanged(id, breaker.state);
      void noteBreaker(id, breaker);
    },
  });
  const registry = await IntegrationRegistry.create({
    settings: readIntegrationsConfig(config),
    store,
    vault,
    connector,
    logger,
  });
  await tokens.renew(logger);
  const health = new HealthService({
    integrations: registry,
    store: new IntegrationHealthStore({ knex }),
    logger,
  });
  noteBreaker = (id, breaker) => health.noteBreaker(id, breaker);
  const oauth = {
    store: new OAuthAuthorizationStore({ knex }),
    tokens,
    box,
    integrations: registry,
    redirectUrl: `${externalBaseUrl}/oauth/callback`,
  };
  const oauthService = new OAuthService(oauth);

  return {
    registry,
    services: {
      integrations: new IntegrationService({
        integrations: registry,
        vault,
        health,
        polls: new InboundPollStore({ knex }),
        oauthRedirectUrl: oauth.redirectUrl,
      }),
      connections: new IntegrationConnectionService({
        knex,
        store,
        vault,
        integrations: registry,
        tester: new DefinitionTester({ connector }),
        authorizations: new Authorizations({
          desk: oauthService,
          tokensOf: (id, settings) => tokens.of(id, settings),
        }),
        health,
      }),
      calls: new ApiCallService({
        integrations: registry,
        calls: callStore,
        log: callLog,
      }),
    },
    oauth: {
      oauth: oauthService,
      callback: new OAuthCallback({ ...oauth, logger, allowedHosts }),
    },
    /** Begins what is done again and again. */
    start: async () => {
      await scheduleTasks(scheduler, {
        refresh: () => registry.refresh(),
        cleanUp: async () => {
          await callLog.removeOld();
          await oauthService.removeExpired();
        },
        healthCheck: readHealthCheckConfig(config),
        checkHealth: signal => health.checkAll(signal),
      });
    },
    /** Closes all connections; to be called when nobody uses them any more. */
    async stop(): Promise<void> {
      registry.close();
      await callLog.stop();
    },
  };
}
