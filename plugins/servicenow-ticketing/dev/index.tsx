// The frontend plugin alone: `yarn workspace backstage-plugin-servicenow-ticketing start`, on data from memory.
import { createApiFactory } from '@backstage/core-plugin-api';
import { createDevApp } from '@backstage/dev-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import Grid from '@material-ui/core/Grid';
import { TicketingClient } from 'backstage-plugin-servicenow-ticketing-common';
import {
  EntityDataQualityContent,
  EntityIncidentRecoveryCard,
  EntityServicenowTicketsCard,
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

createDevApp()
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
  .addPage({
    path: '/servicenow-ticketing',
    title: 'Data quality',
    element: <ServicenowTicketingPage />,
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
