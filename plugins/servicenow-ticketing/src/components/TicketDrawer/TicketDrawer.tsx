import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Drawer from '@material-ui/core/Drawer';
import { makeStyles } from '@material-ui/core/styles';
import SearchIcon from '@material-ui/icons/Search';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { statusOf } from '../../hooks/errors';
import { useTicketDetails } from '../../hooks/useLinkedTickets';
import { servicenowTicketingTranslationRef } from '../../translation';
import { TicketSyncState, TicketTrouble } from '../LinkedTickets';
import { LoadError } from '../LoadError';
import { StateMessage } from '../StateMessage';
import { TicketActions } from './TicketActions';
import { TicketDiscussion } from './TicketDiscussion';
import { TicketFacts } from './TicketFacts';
import { TicketHeader } from './TicketHeader';
import { TicketRelated } from './TicketRelated';

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

interface TicketDrawerProps {
  linkId: number;
  onClose: () => void;
}

const DrawerBody = ({ linkId }: { linkId: number }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const { data: details, error, refetch } = useTicketDetails(linkId);
  if (details) {
    return (
      <div className={classes.body}>
        {details.unavailable && (
          <Alert severity="warning">
            {t('ticketDrawer.unavailable', { reason: details.unavailable })}
          </Alert>
        )}
        <TicketTrouble link={details.link} />
        <TicketSyncState link={details.link} />
        <TicketActions details={details} />
        <TicketFacts details={details} />
        <TicketDiscussion linkId={linkId} />
        <TicketRelated linkId={linkId} />
      </div>
    );
  }
  if (statusOf(error) === NOT_FOUND) {
    return (
      <StateMessage
        icon={<SearchIcon />}
        title={t('ticketDrawer.notFoundTitle')}
        text={t('ticketDrawer.notFoundText')}
      />
    );
  }
  if (error) {
    return (
      <LoadError
        error={error}
        title={t('ticketDrawer.errorTitle')}
        onRetry={() => {
          refetch().catch(() => {
            // Shown right here.
          });
        }}
      />
    );
  }
  return (
    <div className={classes.body} aria-busy>
      <Skeleton height={40} />
      <Skeleton variant="rect" height={160} />
      <Skeleton variant="rect" height={240} />
    </div>
  );
};

/** Everything about one ticket as ServiceNow shows it now, and what can be done with it. */
export const TicketDrawer = ({ linkId, onClose }: TicketDrawerProps) => {
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
          'aria-label': t('ticketDrawer.label'),
        } as object
      }
    >
      <TicketHeader linkId={linkId} onClose={onClose} />
      <DrawerBody linkId={linkId} />
    </Drawer>
  );
};
