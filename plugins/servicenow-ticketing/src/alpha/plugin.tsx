import {
  ApiBlueprint,
  PageBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { TicketingClient } from 'backstage-plugin-servicenow-ticketing-common';
import DataQualityIcon from '@material-ui/icons/AssignmentLateOutlined';
import { ticketingApiRef } from '../apis';
import { isServicenowTicketingAvailable } from '../availability';
import { entityContentRouteRef, rootRouteRef } from '../routes';

const ticketingApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: ticketingApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new TicketingClient({ discoveryApi, fetchApi }),
    }),
});

// The sidebar lists pages by their title and icon.
const dataQualityPage = PageBlueprint.make({
  params: {
    path: '/servicenow-ticketing',
    title: 'Data quality',
    icon: <DataQualityIcon fontSize="inherit" />,
    routeRef: rootRouteRef,
    loader: () =>
      import('../components/DataQualityPage').then(m => (
        <m.NfsDataQualityPage />
      )),
  },
});

const dataQualityEntityContent = EntityContentBlueprint.make({
  name: 'data-quality',
  params: {
    path: '/data-quality',
    title: 'Data quality',
    routeRef: entityContentRouteRef,
    filter: isServicenowTicketingAvailable,
    loader: () =>
      import('../components/EntityDataQualityContent').then(m => (
        <m.EntityDataQualityContent />
      )),
  },
});

const ticketsEntityCard = EntityCardBlueprint.make({
  name: 'tickets',
  params: {
    type: 'content',
    filter: isServicenowTicketingAvailable,
    loader: () =>
      import('../components/EntityTicketsCard').then(m => (
        <m.EntityServicenowTicketsCard />
      )),
  },
});

const recoveryEntityCard = EntityCardBlueprint.make({
  name: 'recovery',
  params: {
    type: 'content',
    filter: isServicenowTicketingAvailable,
    loader: () =>
      import('../components/EntityRecoveryCard').then(m => (
        <m.EntityIncidentRecoveryCard />
      )),
  },
});

const myTicketsWidget = HomePageWidgetBlueprint.make({
  name: 'my-tickets',
  params: {
    name: 'HomePageMyTickets',
    title: 'My data-quality tickets',
    description: 'Your open ServiceNow tickets about data',
    components: () => import('../components/MyTicketsWidget'),
    layout: { width: { defaultColumns: 6 }, height: { defaultRows: 6 } },
  },
});

/**
 * The plugin for apps of the new frontend system.
 *
 * @alpha
 */
export default createFrontendPlugin({
  pluginId: 'servicenow-ticketing',
  title: 'Data quality',
  icon: <DataQualityIcon fontSize="inherit" />,
  info: { packageJson: () => import('../../package.json') },
  routes: { root: rootRouteRef, entityContent: entityContentRouteRef },
  extensions: [
    ticketingApi,
    dataQualityPage,
    dataQualityEntityContent,
    ticketsEntityCard,
    recoveryEntityCard,
    myTicketsWidget,
  ],
});
