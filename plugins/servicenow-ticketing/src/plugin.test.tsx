import { ReactElement } from 'react';
import { Route, Routes } from 'react-router-dom';
import { screen } from '@testing-library/react';
import {
  TestApiProvider,
  mockApis,
  renderInTestApp,
} from '@backstage/test-utils';
import {
  EntityProvider,
  catalogApiRef,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { TicketingClient } from 'backstage-plugin-servicenow-ticketing-common';
import { setupBackend } from './__testUtils__/backend';
import { anAnomaly } from './__testUtils__/samples';
import {
  EntityDataQualityContent,
  ServicenowTicketingPage,
  isServicenowTicketingAvailable,
  servicenowTicketingPlugin,
  ticketingApiRef,
} from '.';

const ENTITY = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'orders', namespace: 'default' },
};

describe('the plugin in an app of the existing frontend system', () => {
  const backend = setupBackend();

  const renderAt = (path: string, element: ReactElement) =>
    renderInTestApp(
      <TestApiProvider
        apis={[
          [
            ticketingApiRef,
            new TicketingClient({
              discoveryApi: mockApis.discovery(),
              fetchApi: { fetch },
            }),
          ],
          [permissionApiRef, mockApis.permission()],
          [catalogApiRef, catalogApiMock.mock()],
        ]}
      >
        <Routes>
          <Route path="/data-quality" element={element} />
        </Routes>
      </TestApiProvider>,
      {
        routeEntries: [path],
        mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      },
    );

  it('shows its page under a header', async () => {
    backend.knows([anAnomaly()]);
    await renderAt('/data-quality', <ServicenowTicketingPage />);
    expect(
      await screen.findByRole('heading', { name: 'Data quality' }),
    ).toBeVisible();
    expect(await screen.findByText('unique_orders_order_id')).toBeVisible();
  });

  it('shows the anomalies of the entity on its tab, and of no other', async () => {
    backend.knows([anAnomaly()]);
    await renderAt(
      '/data-quality',
      <EntityProvider entity={ENTITY}>
        <EntityDataQualityContent />
      </EntityProvider>,
    );
    expect(await screen.findByText('unique_orders_order_id')).toBeVisible();
    expect(backend.asked('GET', '/anomalies?')[0].path).toContain(
      'entity_ref=resource:default/orders',
    );
    expect(
      screen.queryByRole('checkbox', { name: 'Unmatched only' }),
    ).not.toBeInTheDocument();
  });

  it('brings its API', () => {
    expect(
      [...servicenowTicketingPlugin.getApis()].map(({ api }) => api),
    ).toEqual([ticketingApiRef]);
  });

  it.each([
    ['Resource', true],
    ['Component', true],
    ['API', true],
    ['User', false],
    ['System', false],
  ])('is for a %s: %s', (kind, available) => {
    expect(isServicenowTicketingAvailable({ ...ENTITY, kind })).toBe(available);
  });
});
