import {
  createApiFactory,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { TicketingClient } from 'backstage-plugin-servicenow-ticketing-common';
import { ticketingApiRef } from './apis';
import { entityContentRouteRef, rootRouteRef } from './routes';

/**
 * The plugin for apps of the existing frontend system.
 *
 * @public
 */
export const servicenowTicketingPlugin = createPlugin({
  id: 'servicenow-ticketing',
  routes: { root: rootRouteRef, entityContent: entityContentRouteRef },
  apis: [
    createApiFactory({
      api: ticketingApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new TicketingClient({ discoveryApi, fetchApi }),
    }),
  ],
});

/**
 * The page with the anomalies of every dataset; mount it at `/servicenow-ticketing`.
 *
 * @public
 */
export const ServicenowTicketingPage = servicenowTicketingPlugin.provide(
  createRoutableExtension({
    name: 'ServicenowTicketingPage',
    component: () =>
      import('./components/DataQualityPage').then(m => m.DataQualityPage),
    mountPoint: rootRouteRef,
  }),
);

/**
 * The "Data quality" tab of an entity; mount it at `/data-quality`.
 *
 * @public
 */
export const EntityDataQualityContent = servicenowTicketingPlugin.provide(
  createRoutableExtension({
    name: 'EntityDataQualityContent',
    component: () =>
      import('./components/EntityDataQualityContent').then(
        m => m.EntityDataQualityContent,
      ),
    mountPoint: entityContentRouteRef,
  }),
);
