import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createCardExtension } from '@backstage/plugin-home-react';
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

/**
 * A card with the ServiceNow incidents and change requests of an entity, for its overview.
 *
 * @public
 */
export const EntityServicenowTicketsCard = servicenowTicketingPlugin.provide(
  createComponentExtension({
    name: 'EntityServicenowTicketsCard',
    component: {
      lazy: () =>
        import('./components/EntityTicketsCard').then(
          m => m.EntityServicenowTicketsCard,
        ),
    },
  }),
);

/**
 * A card with the time it took to resolve the incidents of an entity, by week, for its overview.
 *
 * @public
 */
export const EntityIncidentRecoveryCard = servicenowTicketingPlugin.provide(
  createComponentExtension({
    name: 'EntityIncidentRecoveryCard',
    component: {
      lazy: () =>
        import('./components/EntityRecoveryCard').then(
          m => m.EntityIncidentRecoveryCard,
        ),
    },
  }),
);

/**
 * The open tickets that concern the signed-in person, for the home page.
 *
 * @public
 */
export const HomePageMyTickets = servicenowTicketingPlugin.provide(
  createCardExtension<unknown>({
    name: 'HomePageMyTickets',
    title: 'My data-quality tickets',
    components: () => import('./components/MyTicketsWidget'),
  }),
);
