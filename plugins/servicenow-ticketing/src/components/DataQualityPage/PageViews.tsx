import { ComponentType, lazy, Suspense } from 'react';
import {
  Navigate,
  Link as RouterLink,
  Route,
  Routes,
  useLocation,
  useParams,
} from 'react-router-dom';
import { Progress } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import { makeStyles } from '@material-ui/core/styles';
import { useTicketingPermissions } from '../../hooks/useTicketingPermissions';
import { rootRouteRef } from '../../routes';
import { useMessages } from '../../hooks/useMessages';
import { AnomalyBoard } from '../AnomalyBoard';
import { TicketDrawerInUrl } from '../TicketDrawer';

// Most people look at anomalies only.
const TicketsPage = lazy(() =>
  import('../TicketsPage').then(m => ({ default: m.TicketsPage })),
);
const UnmatchedDatasets = lazy(() =>
  import('../UnmatchedDatasets').then(m => ({ default: m.UnmatchedDatasets })),
);
const DeliveriesList = lazy(() =>
  import('../DeliveriesList').then(m => ({ default: m.DeliveriesList })),
);
const ReportsPage = lazy(() =>
  import('../ReportsPage').then(m => ({ default: m.ReportsPage })),
);
const SettingsPage = lazy(() =>
  import('../Settings').then(m => ({ default: m.SettingsPage })),
);

const useStyles = makeStyles(theme => ({
  tabs: { marginBottom: theme.spacing(2) },
  // As narrow as its word: all of them fit on most screens.
  tab: { minWidth: 0 },
}));

/** Tickets link to `anomalies/<id>`: the list with that anomaly's drawer open, whatever its status. */
const AnomalyLink = () => {
  const { anomalyId } = useParams();
  const root = useRouteRef(rootRouteRef)();
  return <Navigate to={`${root}?anomaly=${anomalyId}`} replace />;
};

/** A view of the page, which has a tab for those who may use it. */
interface View {
  path: string;
  label: string;
  isShown: boolean;
  component: ComponentType;
}

/** The views beside the anomalies, in the order of their tabs. */
function useViews(): View[] {
  const { t } = useMessages();
  const { canRetryDeliveries, canAdministerIntegrations } =
    useTicketingPermissions();
  return [
    {
      path: 'tickets',
      label: t('ticketLists.tab'),
      isShown: true,
      component: TicketsPage,
    },
    {
      path: 'unmatched',
      label: t('deliveries.tabUnmatched'),
      isShown: canAdministerIntegrations,
      component: UnmatchedDatasets,
    },
    {
      path: 'deliveries',
      label: t('deliveries.tabDeliveries'),
      isShown: canRetryDeliveries,
      component: DeliveriesList,
    },
    {
      path: 'reports',
      label: t('reports.tab'),
      isShown: canAdministerIntegrations,
      component: ReportsPage,
    },
    {
      path: 'settings',
      label: t('settings.tab'),
      isShown: canAdministerIntegrations,
      component: SettingsPage,
    },
  ];
}

const ViewTabs = ({ views }: { views: View[] }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const root = useRouteRef(rootRouteRef)();
  const { pathname } = useLocation();
  const tabs = [
    { to: root, label: t('deliveries.tabAnomalies') },
    ...views.map(({ path, label }) => ({ to: `${root}/${path}`, label })),
  ];
  const current = tabs.slice(1).find(({ to }) => pathname.startsWith(to));
  return (
    <Tabs
      className={classes.tabs}
      value={current?.to ?? root}
      indicatorColor="primary"
      variant="scrollable"
      aria-label={t('deliveries.tabs')}
    >
      {tabs.map(({ to, label }) => (
        <Tab
          key={to}
          className={classes.tab}
          component={RouterLink}
          to={to}
          value={to}
          label={label}
        />
      ))}
    </Tabs>
  );
};

/** The views of the page; those the user may not use have no tab. */
export const PageViews = () => {
  const views = useViews();
  return (
    <>
      <ViewTabs views={views.filter(({ isShown }) => isShown)} />
      <Suspense fallback={<Progress />}>
        <Routes>
          <Route path="anomalies/:anomalyId" element={<AnomalyLink />} />
          {/* They say themselves what is lacking to those who may not use them. */}
          {views.map(({ path, component: Component }) => (
            <Route key={path} path={`${path}/*`} element={<Component />} />
          ))}
          <Route path="*" element={<AnomalyBoard />} />
        </Routes>
        <TicketDrawerInUrl />
      </Suspense>
    </>
  );
};
