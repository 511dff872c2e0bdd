// The frontend plugin alone: `yarn workspace backstage-plugin-servicenow-ticketing start`, on data from memory.
import {
  createApiFactory,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import { Navigate } from 'react-router-dom';
import { createDevApp } from '@backstage/dev-utils';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import Grid from '@material-ui/core/Grid';
import { TicketingClient } from 'backstage-plugin-servicenow-ticketing-common';
import {
  EntityDataQualityContent,
  EntityIncidentRecoveryCard,
  EntityServicenowTicketsCard,
  HomePageMyTickets,
  ServicenowTicketingPage,
  servicenowTicketingPlugin,
  ticketingApiRef,
} from '../src';
import { mockFetch } from './mockBackend';

const orders = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'orders', namespace: 'default' },
  spec: { type: 'dataset', owner: 'group:default/data-platform' },
};

const ToEntity = () => <Navigate to="/entity" />;

/** Where links to entities lead: there is no catalog plugin here. */
const EntityPage = servicenowTicketingPlugin.provide(
  createRoutableExtension({
    name: 'EntityPage',
    component: async () => ToEntity,
    mountPoint: entityRouteRef,
  }),
);

// Nobody to sign in at: as a guest whom no backend knows.
window.localStorage.setItem('enableLegacyGuestToken', 'true');
window.localStorage.setItem('@backstage/core:SignInPage:provider', 'guest');

createDevApp()
  .setAvailableLanguages(['en', 'de'])
  .registerPlugin(servicenowTicketingPlugin)
  .registerApi(
    createApiFactory(
      ticketingApiRef,
      new TicketingClient({
        discoveryApi: {
          getBaseUrl: async id => `http://localhost:7007/api/${id}`,
        },
        fetchApi: { fetch: mockFetch },
      }),
    ),
  )
  .registerApi(
    createApiFactory(catalogApiRef, catalogApiMock({ entities: [orders] })),
  )
  .registerApi(
    createApiFactory(permissionApiRef, {
      authorize: async () => ({ result: AuthorizeResult.ALLOW }),
    }),
  )
  .addPage({
    path: '/servicenow-ticketing',
    title: 'Data quality',
    element: <ServicenowTicketingPage />,
  })
  .addPage({
    path: '/home',
    title: 'Widget at home',
    element: <HomePageMyTickets />,
  })
  .addPage({
    path: '/entity',
    title: 'Tab of an entity',
    element: (
      <EntityProvider entity={orders}>
        <EntityDataQualityContent />
      </EntityProvider>
    ),
  })
  .addPage({
    path: '/catalog/:namespace/:kind/:name',
    element: <EntityPage />,
  })
  .addPage({
    path: '/cards',
    title: 'Cards of an entity',
    element: (
      <EntityProvider entity={orders}>
        <Grid container spacing={3}>
          <Grid item xs={12} md={6}>
            <EntityServicenowTicketsCard />
          </Grid>
          <Grid item xs={12} md={6}>
            <EntityIncidentRecoveryCard />
          </Grid>
        </Grid>
      </EntityProvider>
    ),
  })
  .render();
