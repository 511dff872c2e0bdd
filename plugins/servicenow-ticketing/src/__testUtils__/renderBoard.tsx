import { useLocation } from 'react-router-dom';
import {
  MockAlertApi,
  mockApis,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { TicketingClient } from 'backstage-plugin-servicenow-ticketing-common';
import { ticketingApiRef } from '../apis';
import { NfsDataQualityPage } from '../components/DataQualityPage';
import { rootRouteRef } from '../routes';

const Address = () => {
  const { pathname, search } = useLocation();
  return (
    <div data-testid="address">{`${pathname}${decodeURIComponent(
      search,
    )}`}</div>
  );
};

interface RenderOptions {
  path?: string;
  /** Names of permissions the user lacks. */
  denied?: string[];
  /** Whether the user lacks a permission for an anomaly. */
  isDenied?: (request: { resourceRef?: string }) => boolean;
}

/** Renders the plugin's page as a host does; the address is readable as `address`. */
export function renderBoard(options: RenderOptions = {}): {
  alertApi: MockAlertApi;
} {
  const { path = '/servicenow-ticketing', denied = [], isDenied } = options;
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
