import { useState } from 'react';
import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  Anomaly,
  UpdateAnomalyRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { messageOf, statusOf } from '../../hooks/errors';
import { useUpdateAnomaly } from '../../hooks/useAnomalyChanges';
import { useTicketingPermissions } from '../../hooks/useTicketingPermissions';
import { servicenowTicketingTranslationRef } from '../../translation';
import { ArchiveDialog } from './ArchiveDialog';

const CONFLICT = 409;

const useStyles = makeStyles(theme => ({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
  alert: { marginTop: theme.spacing(1) },
}));

/** What people decide about an anomaly: acknowledge, archive, reopen. */
export const AnomalyActions = ({ anomaly }: { anomaly: Anomaly }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const alertApi = useApi(alertApiRef);
  const { canUpdate } = useTicketingPermissions(anomaly.id);
  const [archiving, setArchiving] = useState(false);
  const update = useUpdateAnomaly(anomaly);

  if (!canUpdate) {
    return null;
  }

  const done = {
    Active: t('drawer.activated'),
    Acknowledged: t('drawer.acknowledged'),
    Archived: t('drawer.archived'),
  };
  const change = (body: UpdateAnomalyRequest) =>
    update.mutate(body, {
      onSuccess: updated => {
        setArchiving(false);
        alertApi.post({
          message: done[updated.status],
          severity: 'success',
          display: 'transient',
        });
      },
      onError: error => {
        // The dialog would show the anomaly as it was; what is true now is behind it.
        if (statusOf(error) === CONFLICT) {
          setArchiving(false);
        }
      },
    });
  const failure =
    update.error &&
    (statusOf(update.error) === CONFLICT
      ? t('drawer.stale')
      : t('drawer.changeFailed', { message: messageOf(update.error) }));

  return (
    <div>
      <div className={classes.buttons}>
        {anomaly.status === 'Active' && (
          <Button
            variant="contained"
            color="primary"
            disabled={update.isPending}
            onClick={() => change({ status: 'Acknowledged' })}
          >
            {t('drawer.acknowledge')}
          </Button>
        )}
        {anomaly.status !== 'Archived' && (
          <Button
            variant="outlined"
            disabled={update.isPending}
            onClick={() => setArchiving(true)}
          >
            {t('drawer.archive')}
          </Button>
        )}
        {anomaly.status !== 'Active' && (
          <Button
            variant="outlined"
            disabled={update.isPending}
            onClick={() => change({ status: 'Active' })}
          >
            {anomaly.status === 'Archived'
              ? t('drawer.reopen')
              : t('drawer.activate')}
          </Button>
        )}
      </div>
      {failure && !archiving && (
        <Alert severity="warning" className={classes.alert}>
          {failure}
        </Alert>
      )}
      <ArchiveDialog
        anomaly={anomaly}
        open={archiving}
        busy={update.isPending}
        failure={failure ?? undefined}
        onClose={() => setArchiving(false)}
        onArchive={({ resolution, comment }) =>
          change({ status: 'Archived', resolution, comment })
        }
      />
    </div>
  );
};
