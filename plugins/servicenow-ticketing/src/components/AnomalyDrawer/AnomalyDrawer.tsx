import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Drawer from '@material-ui/core/Drawer';
import { makeStyles } from '@material-ui/core/styles';
import SearchIcon from '@material-ui/icons/Search';
import { statusOf } from '../../hooks/errors';
import { useAnomaly } from '../../hooks/useAnomalies';
import { useTicketingPermissions } from '../../hooks/useTicketingPermissions';
import { servicenowTicketingTranslationRef } from '../../translation';
import { ActivityTimeline } from '../ActivityTimeline';
import { LinkedTickets } from '../LinkedTickets';
import { LoadError } from '../LoadError';
import { StateMessage } from '../StateMessage';
import { DecisionButtons, DecisionFailures, UndoSnackbar } from '../Decisions';
import { AnomalyDetails } from './AnomalyDetails';
import { DrawerHeader } from './DrawerHeader';
import { DrawerSkeleton } from './DrawerSkeleton';
import { RunHistory } from './RunHistory';

const WIDTH = 640;
const NOT_FOUND = 404;

const useStyles = makeStyles(theme => ({
  paper: { width: WIDTH, maxWidth: '100vw' },
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(3),
    padding: theme.spacing(0, 3, 3),
  },
}));

interface AnomalyDrawerProps {
  anomalyId: number;
  onClose: () => void;
}

const AnomalyNotFound = () => {
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  return (
    <StateMessage
      icon={<SearchIcon />}
      title={t('drawer.notFoundTitle')}
      text={t('drawer.notFoundText')}
    />
  );
};

const DrawerBody = ({ anomalyId }: { anomalyId: number }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const { data: anomaly, error, refetch } = useAnomaly(anomalyId);
  const { canUpdate } = useTicketingPermissions(anomalyId);

  if (anomaly) {
    return (
      <div className={classes.body}>
        {canUpdate && <DecisionButtons anomalies={[anomaly]} />}
        <DecisionFailures />
        <AnomalyDetails anomaly={anomaly} />
        <RunHistory anomalyId={anomaly.id} />
        <LinkedTickets anomaly={anomaly} />
        <ActivityTimeline anomaly={anomaly} />
      </div>
    );
  }
  if (statusOf(error) === NOT_FOUND) {
    return <AnomalyNotFound />;
  }
  if (error) {
    return (
      <LoadError
        error={error}
        title={t('drawer.errorTitle')}
        onRetry={() => {
          refetch().catch(() => {
            // Shown right here.
          });
        }}
      />
    );
  }
  return <DrawerSkeleton />;
};

/** Everything about one anomaly, and what to do about it. */
export const AnomalyDrawer = ({ anomalyId, onClose }: AnomalyDrawerProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  return (
    <Drawer
      anchor="right"
      open
      onClose={onClose}
      classes={{ paper: classes.paper }}
      PaperProps={
        {
          role: 'dialog',
          'aria-modal': true,
          'aria-label': t('drawer.label'),
        } as object
      }
    >
      <DrawerHeader anomalyId={anomalyId} onClose={onClose} />
      <DrawerBody anomalyId={anomalyId} />
      <UndoSnackbar />
    </Drawer>
  );
};
