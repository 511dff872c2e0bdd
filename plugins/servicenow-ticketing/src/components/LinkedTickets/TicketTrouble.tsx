import type { TicketLink } from 'backstage-plugin-servicenow-ticketing-common';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { useMessages } from '../../hooks/useMessages';
import { RelativeTime } from '../RelativeTime';

const useStyles = makeStyles(theme => ({
  root: { marginTop: theme.spacing(1), overflowWrap: 'anywhere' },
}));

/** Why what happens in ServiceNow does not come through, in words; nothing as long as it does. */
export const TicketTrouble = ({
  link,
}: {
  link: Pick<TicketLink, 'broken' | 'paused'>;
}) => {
  const classes = useStyles();
  const { t } = useMessages();
  if (link.broken) {
    return (
      <Alert severity="error" className={classes.root}>
        {t('tickets.linked.broken', {
          since: <RelativeTime value={link.broken.since} />,
          reason: link.broken.reason,
        })}
      </Alert>
    );
  }
  return link.paused ? (
    <Alert severity="warning" className={classes.root}>
      {t('tickets.linked.paused', {
        until: <RelativeTime value={link.paused.until} />,
        reason: link.paused.reason,
      })}
    </Alert>
  ) : null;
};
