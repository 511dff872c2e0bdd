import {
  Navigate,
  Link as RouterLink,
  Route,
  Routes,
  useLocation,
  useParams,
} from 'react-router-dom';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import { makeStyles } from '@material-ui/core/styles';
import { useTicketingPermissions } from '../../hooks/useTicketingPermissions';
import { rootRouteRef } from '../../routes';
import { servicenowTicketingTranslationRef } from '../../translation';
import { AnomalyBoard } from '../AnomalyBoard';
import { DeliveriesList } from '../DeliveriesList';
import { SettingsPage } from '../Settings';
import { TicketDrawerInUrl } from '../TicketDrawer';
import { TicketsPage } from '../TicketsPage';

const useStyles = makeStyles(theme => ({
  tabs: { marginBottom: theme.spacing(2) },
}));

/** Tickets link to `anomalies/<id>`: the list with that anomaly's drawer open, whatever its status. */
const AnomalyLink = () => {
  const { anomalyId } = useParams();
  const root = useRouteRef(rootRouteRef)();
  return <Navigate to={`${root}?anomaly=${anomalyId}`} replace />;
};

interface ViewTabsProps {
  canRetryDeliveries: boolean;
  canAdministerIntegrations: boolean;
}

const ViewTabs = (props: ViewTabsProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const root = useRouteRef(rootRouteRef)();
  const { pathname } = useLocation();
  const views = [
    { path: root, label: t('deliveries.tabAnomalies'), isShown: true },
    {
      path: `${root}/tickets`,
      label: t('ticketLists.tab'),
      isShown: true,
    },
    {
      path: `${root}/deliveries`,
      label: t('deliveries.tabDeliveries'),
      isShown: props.canRetryDeliveries,
    },
    {
      path: `${root}/settings`,
      label: t('settings.tab'),
      isShown: props.canAdministerIntegrations,
    },
  ].filter(view => view.isShown);
  const current = views.slice(1).find(({ path }) => pathname.startsWith(path));
  return (
    <Tabs
      className={classes.tabs}
      value={current?.path ?? root}
      indicatorColor="primary"
      variant="scrollable"
      aria-label={t('deliveries.tabs')}
    >
      {views.map(({ path, label }) => (
        <Tab
          key={path}
          component={RouterLink}
          to={path}
          value={path}
          label={label}
        />
      ))}
    </Tabs>
  );
};

/** The views of the page; those the user may not use have no tab. */
export const PageViews = () => {
  const { canRetryDeliveries, canAdministerIntegrations } =
    useTicketingPermissions();
  return (
    <>
      <ViewTabs
        canRetryDeliveries={canRetryDeliveries}
        canAdministerIntegrations={canAdministerIntegrations}
      />
      <Routes>
        <Route path="anomalies/:anomalyId" element={<AnomalyLink />} />
        <Route path="tickets/*" element={<TicketsPage />} />
        {canRetryDeliveries && (
          <Route path="deliveries" element={<DeliveriesList />} />
        )}
        {/* Says itself what is lacking to those who may not. */}
        <Route path="settings/*" element={<SettingsPage />} />
        <Route path="*" element={<AnomalyBoard />} />
      </Routes>
      <TicketDrawerInUrl />
    </>
  );
};
