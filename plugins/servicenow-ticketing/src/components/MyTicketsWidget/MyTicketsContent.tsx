import { Link as RouterLink } from 'react-router-dom';
import { useRouteRef } from '@backstage/core-plugin-api';
import Link from '@material-ui/core/Link';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { messageOf } from '../../hooks/errors';
import { QueryProvider } from '../../hooks/QueryProvider';
import { useLinkedTickets } from '../../hooks/useLinkedTickets';
import { rootRouteRef } from '../../routes';
import { useMessages } from '../../hooks/useMessages';
import { TicketSyncState } from '../LinkedTickets';
import { TicketChip } from '../TicketChip';

const SIZE = 5;

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: { padding: theme.spacing(1, 0) },
  title: { display: 'block', overflowWrap: 'anywhere' },
}));

const MyTickets = () => {
  const classes = useStyles();
  const { t } = useMessages();
  const root = useRouteRef(rootRouteRef)();
  const { data, error } = useLinkedTickets({
    mine: true,
    phase: ['open', 'waiting'],
    size: SIZE,
  });
  if (!data) {
    return error ? (
      <Alert severity="warning">
        {t('ticketLists.widget.failed', { message: messageOf(error) })}
      </Alert>
    ) : (
      <Skeleton variant="rect" height={160} />
    );
  }
  if (data.total === 0) {
    return (
      <Typography variant="body2" color="textSecondary">
        {t('ticketLists.widget.none')}
      </Typography>
    );
  }
  return (
    <>
      <ul className={classes.list}>
        {data.items.map(ticket => (
          <li key={ticket.link_id} className={classes.item}>
            <TicketChip link={ticket} />
            <Link
              component={RouterLink}
              to={`${root}/tickets?ticket=${ticket.link_id}`}
              variant="body2"
              className={classes.title}
              dir="auto"
            >
              {ticket.title}
            </Link>
            <TicketSyncState link={ticket} />
          </li>
        ))}
      </ul>
      <Link component={RouterLink} to={`${root}/tickets?mine=true`}>
        {t('ticketLists.widget.all')}
      </Link>
    </>
  );
};

/** The open tickets that concern the signed-in person. */
export const MyTicketsContent = () => (
  <QueryProvider>
    <MyTickets />
  </QueryProvider>
);
