import SearchIcon from '@material-ui/icons/Search';
import { statusOf } from '../../hooks/errors';
import { useAnomaly } from '../../hooks/useAnomalies';
import { useTicketingPermissions } from '../../hooks/useTicketingPermissions';
import { useMessages } from '../../hooks/useMessages';
import { ActivityTimeline } from '../ActivityTimeline';
import { DecisionButtons, DecisionFailures, UndoSnackbar } from '../Decisions';
import { LinkedTickets } from '../LinkedTickets';
import { LoadError } from '../LoadError';
import { SeverityLabel } from '../SeverityLabel';
import { SideDrawer } from '../SideDrawer';
import { StateMessage } from '../StateMessage';
import { StatusLabel } from '../StatusLabel';
import { AnomalyDetails } from './AnomalyDetails';
import { DrawerSkeleton } from './DrawerSkeleton';
import { RunHistory } from './RunHistory';
import { WatchButton } from './WatchButton';

const NOT_FOUND = 404;

interface AnomalyDrawerProps {
  anomalyId: number;
  onClose: () => void;
}

const DrawerBody = ({ anomalyId }: { anomalyId: number }) => {
  const { t } = useMessages();
  const { data: anomaly, error, refetch } = useAnomaly(anomalyId);
  const { canUpdate } = useTicketingPermissions(anomalyId);

  if (anomaly) {
    return (
      <>
        {canUpdate && <DecisionButtons anomalies={[anomaly]} />}
        <DecisionFailures />
        <AnomalyDetails anomaly={anomaly} />
        <RunHistory anomalyId={anomaly.id} />
        <LinkedTickets anomaly={anomaly} />
        <ActivityTimeline anomaly={anomaly} />
      </>
    );
  }
  if (statusOf(error) === NOT_FOUND) {
    return (
      <StateMessage
        icon={<SearchIcon />}
        title={t('drawer.notFoundTitle')}
        text={t('drawer.notFoundText')}
      />
    );
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
  const { t } = useMessages();
  const { data: anomaly } = useAnomaly(anomalyId);
  return (
    <SideDrawer
      label={t('drawer.label')}
      lead={
        anomaly && (
          <>
            <SeverityLabel severity={anomaly.severity} />
            <StatusLabel
              status={anomaly.status}
              resolution={anomaly.resolution}
            />
          </>
        )
      }
      title={anomaly && (anomaly.title.trim() || t('anomaly.untitled'))}
      actions={anomaly && <WatchButton anomalyId={anomaly.id} />}
      onClose={onClose}
    >
      <DrawerBody anomalyId={anomalyId} />
      <UndoSnackbar />
    </SideDrawer>
  );
};
