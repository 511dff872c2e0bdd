import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { AuthorizedAnomalyService } from '../services/AuthorizedAnomalyService';
import type { AuthorizedDatasetService } from '../services/AuthorizedDatasetService';
import type { AuthorizedDeliveryService } from '../services/AuthorizedDeliveryService';
import type { AuthorizedEntityTicketService } from '../services/AuthorizedEntityTicketService';
import type { AuthorizedIngestService } from '../services/AuthorizedIngestService';
import type { AuthorizedIntegrationService } from '../services/AuthorizedIntegrationService';
import type { AuthorizedLinkedTicketService } from '../services/AuthorizedLinkedTicketService';
import type { AuthorizedOAuthService } from '../services/AuthorizedOAuthService';
import type { AuthorizedTicketService } from '../services/AuthorizedTicketService';
import type { PermissionOverview } from '../services/PermissionOverview';
import type { ReadinessService } from '../services/ReadinessService';
import type { WatchService } from '../services/WatchService';
import { createAnomaliesRouter } from './anomaliesRouter';
import { createDatasetsRouter } from './datasetsRouter';
import { createDeliveriesRouter } from './deliveriesRouter';
import { createEntitiesRouter } from './entitiesRouter';
import { createIngestRouter } from './ingestRouter';
import { createIntegrationsRouter } from './integrationsRouter';
import { jsonBody } from './jsonBody';
import { createLinkedTicketsRouter } from './linkedTicketsRouter';
import { createKeptIngestsRouter } from './keptIngestsRouter';
import { createOAuthRouter } from './oauthRouter';
import { createPermissionsRouter } from './permissionsRouter';
import { createTicketLinksRouter } from './ticketLinksRouter';
import { createTicketsRouter } from './ticketsRouter';
import { createWebhooksRouter, type PushReceiver } from './webhooksRouter';
import { createWatchRouter } from './watchRouter';

/** Most that people and programs may send, except for reports. */
const MAX_BODY_MEGABYTES = 1;

/** What the routes call; every one of these checks permissions by itself. */
export interface RouterOptions {
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  anomalies: AuthorizedAnomalyService;
  ingest: AuthorizedIngestService;
  tickets: AuthorizedTicketService;
  linkedTickets: AuthorizedLinkedTicketService;
  entityTickets: AuthorizedEntityTicketService;
  integrations: AuthorizedIntegrationService;
  oauth: AuthorizedOAuthService;
  deliveries: AuthorizedDeliveryService;
  datasets: AuthorizedDatasetService;
  /** Checks signatures instead: what calls it signs in nowhere. */
  push: PushReceiver;
  permissionOverview: PermissionOverview;
  watches: WatchService;
  readiness: ReadinessService;
  /** The description of the HTTP API. */
  openApiDocument: object;
}

/** All routes of the plugin. */
export function createRouter(options: RouterOptions): Router {
  const router = PromiseRouter();
  router.get('/openapi.json', (_req, res) => {
    res.json(options.openApiDocument);
  });
  // Open to probes that cannot sign in, and so it says no more than they need.
  router.get('/health', async (_req, res) => {
    const readiness = await options.readiness.check();
    res.status(readiness.status === 'ok' ? 200 : 503).json(readiness);
  });
  // Reads its own, large bodies.
  router.use(createIngestRouter(options));
  // Needs the bytes that were signed.
  router.use(createWebhooksRouter(options));
  router.use(
    jsonBody({ megabytes: MAX_BODY_MEGABYTES, remedy: 'Send less at once.' }),
  );
  router.use(createKeptIngestsRouter(options));
  router.use(createAnomaliesRouter(options));
  router.use(createWatchRouter(options));
  router.use(createTicketLinksRouter(options));
  router.use(createLinkedTicketsRouter(options));
  router.use(createEntitiesRouter(options));
  // Before /integrations/:id, which would take "ticketing" for an id.
  router.use(createTicketsRouter(options));
  // Likewise for /integrations/oauth.
  router.use(createOAuthRouter(options));
  router.use(createIntegrationsRouter(options));
  router.use(createDeliveriesRouter(options));
  router.use(createDatasetsRouter(options));
  router.use(createPermissionsRouter(options));
  return router;
}
