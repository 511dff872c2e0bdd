import type { TicketLink } from 'backstage-plugin-servicenow-ticketing-common';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { useMessages } from '../../hooks/useMessages';

const useStyles = makeStyles(theme => ({
  root: { marginTop: theme.spacing(1) },
}));

/** What has not reached ServiceNow yet and why, in words; nothing when all has. */
export const TicketSyncState = ({
  link,
}: {
  link: Pick<TicketLink, 'sync'>;
}) => {
  const classes = useStyles();
  const { t } = useMessages();
  const { waiting, failed, message } = link.sync;
  if (waiting === 0 && failed === 0) {
    return null;
  }
  const counts = [
    failed > 0 && t('tickets.linked.updatesFailed', { count: failed }),
    waiting > 0 && t('tickets.linked.updatesWaiting', { count: waiting }),
  ].filter(Boolean);
  return (
    <Alert className={classes.root} severity={failed > 0 ? 'error' : 'info'}>
      {message ?? counts.join(', ')}
    </Alert>
  );
};
