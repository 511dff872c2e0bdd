import { useLocation } from 'react-router-dom';
import {
  MockAlertApi,
  mockApis,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Entity } from '@backstage/catalog-model';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { signalApiRef, type SignalApi } from '@backstage/plugin-signals-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { TicketingClient } from 'backstage-plugin-servicenow-ticketing-common';
import { ticketingApiRef } from '../apis';
import { NfsDataQualityPage } from '../components/DataQualityPage';
import { rootRouteRef } from '../routes';
import { createSignals } from './signals';

const Address = () => {
  const { pathname, search } = useLocation();
  return (
    <div data-testid="address">{`${pathname}${decodeURIComponent(
      search,
    )}`}</div>
  );
};

/** Who is signed in. */
export const ANN = 'user:default/ann';

const anEntity = (kind: string, name: string, title?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default', ...(title && { title }) },
});

/** The catalog of these tests. */
const ENTITIES = [
  anEntity('User', 'ann', 'Ann Keller'),
  anEntity('User', 'bob', 'Bob Stone'),
  anEntity('Resource', 'orders'),
  anEntity('Resource', 'items'),
];

interface RenderOptions {
  path?: string;
  /** Names of permissions the user lacks. */
  denied?: string[];
  /** Whether the user lacks a permission for an anomaly. */
  isDenied?: (request: { resourceRef?: string }) => boolean;
  /** Where the host's signals come from. */
  signals?: SignalApi;
}

/** Renders the plugin's page as a host does; the address is readable as `address`. */
export function renderBoard(options: RenderOptions = {}): {
  alertApi: MockAlertApi;
} {
  const {
    path = '/servicenow-ticketing',
    denied = [],
    isDenied,
    signals = createSignals().api,
  } = options;
  const client = new TicketingClient({
    discoveryApi: mockApis.discovery(),
    fetchApi: mockApis.fetch(),
  });
  const alertApi = mockApis.alert();
  renderInTestApp(
    <>
      <NfsDataQualityPage />
      <Address />
    </>,
    {
      initialRouteEntries: [path],
      mountPath: '/servicenow-ticketing',
      mountedRoutes: {
        '/servicenow-ticketing': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      apis: [
        [ticketingApiRef, client],
        alertApi,
        catalogApiMock({ entities: ENTITIES }),
        mockApis.identity({
          userEntityRef: ANN,
          ownershipEntityRefs: [ANN, 'group:default/data'],
        }),
        [signalApiRef, signals],
        mockApis.permission({
          authorize: request =>
            denied.includes(request.permission.name) || isDenied?.(request)
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        }),
      ],
    },
  );
  return { alertApi };
}
