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

const useStyles = makeStyles(theme => ({
  tabs: { marginBottom: theme.spacing(2) },
}));

/** Tickets link to `anomalies/<id>`: the list with that anomaly's drawer open, whatever its status. */
const AnomalyLink = () => {
  const { anomalyId } = useParams();
  const root = useRouteRef(rootRouteRef)();
  return <Navigate to={`${root}?anomaly=${anomalyId}`} replace />;
};

const ViewTabs = () => {
  const classes = useStyles();
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const root = useRouteRef(rootRouteRef)();
  const { pathname } = useLocation();
  const deliveries = `${root}/deliveries`;
  return (
    <Tabs
      className={classes.tabs}
      value={pathname.startsWith(deliveries) ? deliveries : root}
      indicatorColor="primary"
      aria-label={t('deliveries.tabs')}
    >
      <Tab
        component={RouterLink}
        to={root}
        value={root}
        label={t('deliveries.tabAnomalies')}
      />
      <Tab
        component={RouterLink}
        to={deliveries}
        value={deliveries}
        label={t('deliveries.tabDeliveries')}
      />
    </Tabs>
  );
};

/** The views of the page; those the user may not use are not there. */
export const PageViews = () => {
  const { canRetryDeliveries } = useTicketingPermissions();
  return (
    <>
      {canRetryDeliveries && <ViewTabs />}
      <Routes>
        <Route path="anomalies/:anomalyId" element={<AnomalyLink />} />
        {canRetryDeliveries && (
          <Route path="deliveries" element={<DeliveriesList />} />
        )}
        <Route path="*" element={<AnomalyBoard />} />
      </Routes>
    </>
  );
};
