import type {
  AuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { AnomalySource } from 'backstage-plugin-servicenow-ticketing-node';
import type { Knex } from 'knex';
import { readDeliveryConfig } from './config/readDeliveryConfig';
import { readIntegrationsConfig } from './config/readIntegrationsConfig';
import { readProductName } from './config/readProductName';
import { readSourcesConfig } from './config/readSourcesConfig';
import { ActivityStore } from './database/ActivityStore';
import { AnomalyStore } from './database/AnomalyStore';
import { DeliveryStore } from './database/DeliveryStore';
import { IngestStore } from './database/IngestStore';
import { IntegrationStore } from './database/IntegrationStore';
import { OccurrenceStore } from './database/OccurrenceStore';
import { TicketLinkStore } from './database/TicketLinkStore';
import { TicketStore } from './database/TicketStore';
import { DatabaseOutbox } from './delivery/DatabaseOutbox';
import { DeliveryWorker } from './delivery/DeliveryWorker';
import { PermissionGuard } from './permissions/PermissionGuard';
import { ReferenceDirectory } from './servicenow/ReferenceDirectory';
import { ActorDirectory } from './services/ActorDirectory';
import { AnomalyService } from './services/AnomalyService';
import { AuthorizedAnomalyService } from './services/AuthorizedAnomalyService';
import { AuthorizedDeliveryService } from './services/AuthorizedDeliveryService';
import { AuthorizedIngestService } from './services/AuthorizedIngestService';
import { AuthorizedIntegrationService } from './services/AuthorizedIntegrationService';
import { AuthorizedTicketService } from './services/AuthorizedTicketService';
import { ChoiceService } from './services/ChoiceService';
import { DeliveryService } from './services/DeliveryService';
import { EntityDirectory } from './services/EntityDirectory';
import { EntityMatcher } from './services/EntityMatcher';
import { IngestService } from './services/IngestService';
import { IntegrationRegistry } from './services/IntegrationRegistry';
import { IntegrationService } from './services/IntegrationService';
import { InstanceConnector } from './services/integrations/InstanceConnector';
import { IntegrationVault } from './services/integrations/IntegrationVault';
import { ReportWriter } from './services/ReportWriter';
import { SecretBox } from './services/SecretBox';
import { TicketCreationService } from './services/TicketCreationService';
import { TicketFacts } from './services/TicketFacts';
import { TicketFormService } from './services/TicketFormService';
import { TicketLinkService } from './services/TicketLinkService';
import { TicketQueryService } from './services/TicketQueryService';

/** What the plugin gets from its host. */
export interface TicketingOptions {
  knex: Knex;
  config: Config;
  auth: AuthService;
  catalog: CatalogService;
  logger: LoggerService;
  permissions: PermissionsService;
  adapters: AnomalySource[];
}

/**
 * Puts the parts together: reads the config, then builds stores, outbox, worker and services.
 *
 * @throws Error that names the config key at fault, so that a mistake shows when the backend starts.
 */
export async function createTicketing(options: TicketingOptions) {
  const { knex, config, auth, catalog, logger, permissions } = options;
  const sources = readSourcesConfig(config, options);
  const settings = readDeliveryConfig(config);
  const productName = readProductName(config);
  const integrationSettings = readIntegrationsConfig(config);
  const appUrl = config.getString('app.baseUrl').replace(/\/+$/, '');
  const anomalyUrl = (anomalyId: number) =>
    `${appUrl}/servicenow-ticketing/anomalies/${anomalyId}`;

  const anomalies = new AnomalyStore({ knex });
  const activities = new ActivityStore({ knex });
  const occurrences = new OccurrenceStore();
  const tickets = new TicketStore({ knex });
  const links = new TicketLinkStore({ knex });
  const deliveries = new DeliveryStore({ knex });

  const integrations = await IntegrationRegistry.create({
    settings: integrationSettings,
    store: new IntegrationStore({ knex }),
    vault: new IntegrationVault({ box: SecretBox.fromConfig(config) }),
    connector: new InstanceConnector(settings),
    logger,
  });
  const references = new ReferenceDirectory();
  const worker = new DeliveryWorker({
    references,
    deliveries,
    tickets,
    settings,
    productName,
    logger,
    targetOf: id => integrations.findTarget(id),
  });
  const outbox = new DatabaseOutbox({
    deliveries,
    tickets,
    links,
    productName,
    onNudge: () => worker.nudge(),
  });

  const facts = new TicketFacts({
    entities: new EntityDirectory({ auth, catalog, logger }),
    productName,
    anomalyUrl,
  });
  const choices = new ChoiceService({ integrations });
  const form = new TicketFormService({
    integrations,
    anomalies,
    choices,
    facts,
  });
  const ticketing = {
    knex,
    facts,
    form,
    integrations,
    anomalies,
    activities,
    tickets,
    links,
    deliveries,
    outbox,
    worker,
    productName,
    anomalyUrl,
    interactiveTimeout: settings.interactiveTimeout,
  };
  const ticketLinks = new TicketLinkService(ticketing);
  const guard = new PermissionGuard(permissions);
  const actors = new ActorDirectory({ auth, catalog });

  return {
    services: {
      anomalies: new AuthorizedAnomalyService({
        anomalies: new AnomalyService({
          ...ticketing,
          ticketLinks,
          sources,
        }),
        guard,
        actors,
      }),
      ingest: new AuthorizedIngestService({
        ingest: new IngestService({
          knex,
          sources,
          ingests: new IngestStore(),
          matcher: new EntityMatcher({ auth, catalog, logger }),
          writer: new ReportWriter({
            anomalies,
            activities,
            occurrences,
            outbox,
          }),
          outbox,
          logger,
        }),
        guard,
        actors,
      }),
      tickets: new AuthorizedTicketService({
        form,
        queries: new TicketQueryService(ticketing),
        creation: new TicketCreationService(ticketing),
        links: ticketLinks,
        guard,
        actors,
      }),
      integrations: new AuthorizedIntegrationService({
        integrations: new IntegrationService({ integrations }),
        guard,
      }),
      deliveries: new AuthorizedDeliveryService({
        deliveries: new DeliveryService(ticketing),
        guard,
      }),
    },
    start: () => worker.start(),
    stop: async () => {
      await worker.stop();
      integrations.close();
    },
  };
}
