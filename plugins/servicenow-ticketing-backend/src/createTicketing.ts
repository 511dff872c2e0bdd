import type {
  AuthService,
  PermissionsRegistryService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import type { AnomalySource } from 'backstage-plugin-servicenow-ticketing-node';
import { readDeliveryConfig } from './config/readDeliveryConfig';
import { readInboundConfig } from './config/readInboundConfig';
import { readLifecycleConfig } from './config/readLifecycleConfig';
import { readProductName } from './config/readProductName';
import { createAnomalies } from './createAnomalies';
import { createInbound } from './createInbound';
import {
  createIntegrations,
  type IntegrationsOptions,
} from './createIntegrations';
import { createOperations, type OperationsOptions } from './createOperations';
import { ActivityStore } from './database/ActivityStore';
import { AnomalyAccessStore } from './database/AnomalyAccessStore';
import { AnomalyStore } from './database/AnomalyStore';
import { DeliveryStore } from './database/DeliveryStore';
import { LinkedTicketStore } from './database/LinkedTicketStore';
import { TicketLinkStore } from './database/TicketLinkStore';
import { TicketStore } from './database/TicketStore';
import { DatabaseOutbox } from './delivery/DatabaseOutbox';
import { DeliveryWorker } from './delivery/DeliveryWorker';
import { PermissionGuard } from './permissions/PermissionGuard';
import { registerPermissions } from './permissions/registerPermissions';
import { ReferenceDirectory } from './servicenow/ReferenceDirectory';
import { ActorDirectory } from './services/ActorDirectory';
import { AuthorizedAnomalyService } from './services/AuthorizedAnomalyService';
import { AuthorizedDatasetService } from './services/AuthorizedDatasetService';
import { AuthorizedDeliveryService } from './services/AuthorizedDeliveryService';
import { AuthorizedEntityTicketService } from './services/AuthorizedEntityTicketService';
import { AuthorizedIngestService } from './services/AuthorizedIngestService';
import { AuthorizedIntegrationService } from './services/AuthorizedIntegrationService';
import { AuthorizedLinkedTicketService } from './services/AuthorizedLinkedTicketService';
import { AuthorizedOAuthService } from './services/AuthorizedOAuthService';
import { AuthorizedTicketService } from './services/AuthorizedTicketService';
import { ChoiceService } from './services/ChoiceService';
import { DeliveryService } from './services/DeliveryService';
import { EntityDirectory } from './services/EntityDirectory';
import { EntityScopes } from './services/EntityScopes';
import { EntityTicketService } from './services/EntityTicketService';
import { LinkedTicketService } from './services/LinkedTicketService';
import { AutomaticForwarder } from './services/forwarding/AutomaticForwarder';
import { TicketReplacer } from './services/forwarding/TicketReplacer';
import { MappingPreviewService } from './services/MappingPreviewService';
import { OwnershipDirectory } from './services/OwnershipDirectory';
import { PermissionOverview } from './services/PermissionOverview';
import { ReferenceService } from './services/ReferenceService';
import { SimilarTicketService } from './services/SimilarTicketService';
import { TicketActionService } from './services/TicketActionService';
import { ReadinessService } from './services/ReadinessService';
import { TicketCreationService } from './services/TicketCreationService';
import { TicketDetailsService } from './services/TicketDetailsService';
import { TicketFacts } from './services/TicketFacts';
import { TicketFormService } from './services/TicketFormService';
import { TicketLinkService } from './services/TicketLinkService';
import { TicketQueryService } from './services/TicketQueryService';
import { WatchService } from './services/WatchService';

/** What the plugin gets from its host. */
export interface TicketingOptions
  extends Omit<IntegrationsOptions, 'metrics'>,
    Pick<OperationsOptions, 'metricsService' | 'notifications' | 'signals'> {
  auth: AuthService;
  catalog: CatalogService;
  permissions: PermissionsService;
  userInfo: UserInfoService;
  events?: EventsService;
  permissionsRegistry: PermissionsRegistryService;
  adapters: AnomalySource[];
}

/**
 * Puts the parts together: reads the config, then builds stores, outbox, worker and services.
 *
 * @throws Error that names the config key at fault, so that a mistake shows when the backend starts.
 */
export async function createTicketing(options: TicketingOptions) {
  const { knex, config, auth, catalog, logger, permissions } = options;
  const settings = readDeliveryConfig(config);
  const productName = readProductName(config);
  const appUrl = config.getString('app.baseUrl').replace(/\/+$/, '');
  const anomalyUrl = (anomalyId: number) =>
    `${appUrl}/servicenow-ticketing/anomalies/${anomalyId}`;

  const anomalies = new AnomalyStore({ knex });
  const activities = new ActivityStore({ knex });
  const tickets = new TicketStore({ knex });
  const links = new TicketLinkStore({ knex });
  const deliveries = new DeliveryStore({ knex });

  // Names are known of what is connected, so they come last.
  let nameOf: (integrationId: number) => string | undefined = String;
  const operations = createOperations({
    ...options,
    anomalies,
    tickets,
    links,
    deliveries,
    nameOf: id => nameOf(id),
  });
  const { announcer } = operations;
  const connections = await createIntegrations({
    ...options,
    metrics: operations.metrics,
  });
  const integrations = connections.registry;
  nameOf = id => integrations.find(id)?.settings.name;
  const references = new ReferenceDirectory();
  // What replaces closed tickets writes deliveries, so it comes after what carries them.
  let replaceClosed: TicketReplacer['replace'] = async () => undefined;
  const worker = new DeliveryWorker({
    references,
    deliveries,
    settings,
    productName,
    logger,
    observer: operations.observer,
    targetOf: id => integrations.findTarget(id),
    replaceClosed: closed => replaceClosed(closed),
  });
  const outbox = new DatabaseOutbox({
    deliveries,
    tickets,
    links,
    productName,
    settingsOf: id => integrations.find(id)?.settings,
    onNudge: () => worker.nudge(),
  });

  const inbound = createInbound({
    knex,
    integrations,
    anomalies,
    activities,
    tickets,
    links,
    deliveries,
    outbox,
    announcer,
    onTicketDone: ticket => operations.news.ticketResolved(ticket),
    lifecycle: readLifecycleConfig(config).rules,
    logger,
    timing: readInboundConfig(config),
  });

  const entities = new EntityDirectory({ auth, catalog, logger });
  const facts = new TicketFacts({
    entities,
    productName,
    anomalyUrl,
  });
  const forwarding = {
    knex,
    integrations,
    anomalies,
    activities,
    tickets,
    links,
    outbox,
    facts,
    entities,
    announcer,
    logger,
  };
  const replacer = new TicketReplacer(forwarding);
  replaceClosed = closed => replacer.replace(closed);
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
    announcer,
    follower: inbound.follower,
    worker,
    productName,
    anomalyUrl,
    interactiveTimeout: settings.interactiveTimeout,
  };
  const ticketLinks = new TicketLinkService(ticketing);
  const linkedTickets = new LinkedTicketStore({ knex });
  const anomalyHalf = createAnomalies({
    ...options,
    ...ticketing,
    entities,
    ticketLinks,
    forwarder: new AutomaticForwarder(forwarding),
    onReport: (source, counts) =>
      operations.metrics.reportTaken(source, counts),
  });
  const access = new AnomalyAccessStore({ knex });
  const guard = new PermissionGuard({
    permissions,
    access,
    toAccess: registerPermissions({ ...options, access }),
  });
  const actors = new ActorDirectory({ auth, catalog });

  const authorizedAnomalies = new AuthorizedAnomalyService({
    ...anomalyHalf,
    guard,
    actors,
  });

  return {
    push: inbound.push,
    services: {
      anomalies: authorizedAnomalies,
      watches: new WatchService({
        auth,
        anomalies: authorizedAnomalies,
        watchers: operations.watchers,
      }),
      readiness: new ReadinessService({
        knex,
        lastLook: () => worker.lastLook,
        pollInterval: settings.pollInterval,
      }),
      ingest: new AuthorizedIngestService({ ...anomalyHalf, guard, actors }),
      datasets: new AuthorizedDatasetService({
        ...anomalyHalf,
        guard,
        actors,
      }),
      tickets: new AuthorizedTicketService({
        form,
        queries: new TicketQueryService(ticketing),
        creation: new TicketCreationService(ticketing),
        links: ticketLinks,
        references: new ReferenceService({ integrations, references }),
        guard,
        actors,
      }),
      linkedTickets: new AuthorizedLinkedTicketService({
        details: new TicketDetailsService({
          ...ticketing,
          ticketLinks,
          choices,
        }),
        actions: new TicketActionService({ ...ticketing, ticketLinks }),
        tickets: new LinkedTicketService({ ...ticketing, linkedTickets }),
        similar: new SimilarTicketService({ ...ticketing, linkedTickets }),
        guard,
        actors,
        owners: new OwnershipDirectory(options),
      }),
      entityTickets: new AuthorizedEntityTicketService({
        entityTickets: new EntityTicketService({
          integrations,
          scopes: new EntityScopes({ references, linkedTickets }),
        }),
        catalog,
        guard,
      }),
      integrations: new AuthorizedIntegrationService({
        ...connections.services,
        choices,
        previews: new MappingPreviewService({
          ...ticketing,
          choices,
          references,
        }),
        guard,
        actors,
      }),
      oauth: new AuthorizedOAuthService({ ...connections.oauth, guard }),
      permissionOverview: new PermissionOverview({ guard }),
      deliveries: new AuthorizedDeliveryService({
        deliveries: new DeliveryService(ticketing),
        guard,
      }),
    },
    start: async () => {
      worker.start();
      await connections.start();
      await anomalyHalf.start();
      await inbound.start(options.scheduler);
      await operations.start();
    },
    stop: async () => {
      await inbound.stop();
      await worker.stop();
      await operations.stop();
      await connections.stop();
      await anomalyHalf.stop();
    },
  };
}
