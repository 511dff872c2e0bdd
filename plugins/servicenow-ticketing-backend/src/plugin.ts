import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  anomalySourcesExtensionPoint,
  type AnomalySource,
} from 'backstage-plugin-servicenow-ticketing-node';
import { createTicketing } from './createTicketing';
import { openDatabase } from './database/migrate';
import { createOpenApiDocument } from './openapi/createOpenApiDocument';
import { readinessChecksServiceRef } from './readiness';
import { createRouter } from './router/createRouter';
import { SIGNED_INGEST_PATH } from './router/ingestRouter';
import { OAUTH_CALLBACK_PATH } from './router/oauthRouter';
import { WEBHOOK_PATH } from './router/webhooksRouter';
import { builtInSources } from './sources';

/**
 * Takes in data-quality anomalies and ties them to ServiceNow tickets.
 *
 * @public
 */
export const servicenowTicketingPlugin = createBackendPlugin({
  pluginId: 'servicenow-ticketing',
  register(env) {
    const adapters = new Map<string, AnomalySource>(
      builtInSources.map(source => [source.adapter, source]),
    );
    env.registerExtensionPoint(anomalySourcesExtensionPoint, {
      addAnomalySource(source) {
        if (adapters.has(source.adapter)) {
          throw new Error(
            `There are two anomaly sources for the adapter "${source.adapter}"; remove one of the modules that add it`,
          );
        }
        adapters.set(source.adapter, source);
      },
    });

    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metricsService: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        readinessChecks: readinessChecksServiceRef,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init(host) {
        const externalBaseUrl = await host.discovery.getExternalBaseUrl(
          'servicenow-ticketing',
        );
        const ticketing = await createTicketing({
          ...host,
          externalBaseUrl,
          knex: await openDatabase(host.database),
          adapters: [...adapters.values()],
        });
        host.httpRouter.use(
          createRouter({
            auditor: host.auditor,
            httpAuth: host.httpAuth,
            ...ticketing.services,
            push: ticketing.push,
            openApiDocument: createOpenApiDocument(externalBaseUrl),
          }),
        );
        for (const path of [
          '/openapi.json',
          '/health',
          OAUTH_CALLBACK_PATH,
          WEBHOOK_PATH,
          SIGNED_INGEST_PATH,
        ]) {
          host.httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
        }
        host.readinessChecks.add('servicenow-ticketing', async () => {
          const { status } = await ticketing.services.readiness.check();
          return status === 'ok';
        });
        host.lifecycle.addStartupHook(() => ticketing.start());
        host.lifecycle.addShutdownHook(() => ticketing.stop());
      },
    });
  },
});
