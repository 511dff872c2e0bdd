import { Link as RouterLink } from 'react-router-dom';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { LinkedTicket } from 'backstage-plugin-servicenow-ticketing-common';
import Link from '@material-ui/core/Link';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { rootRouteRef } from '../../routes';
import { useMessages } from '../../hooks/useMessages';
import { TicketSyncState } from '../LinkedTickets';
import { RelativeTime } from '../RelativeTime';
import { TicketChip } from '../TicketChip';

const useStyles = makeStyles(theme => ({
  row: { verticalAlign: 'top' },
  text: { overflowWrap: 'anywhere', minWidth: 160 },
  title: {
    display: '-webkit-box',
    '-webkit-line-clamp': 2,
    '-webkit-box-orient': 'vertical',
    overflow: 'hidden',
    textAlign: 'start',
    marginTop: theme.spacing(0.5),
  },
  anomaly: { display: 'block', textAlign: 'start' },
  short: { whiteSpace: 'nowrap' },
  narrow: { [theme.breakpoints.down('sm')]: { display: 'none' } },
}));

interface TicketRowProps {
  ticket: LinkedTicket;
  onOpen: () => void;
}

/** One ticket: what it is about, how far it is and whether everything has reached it. */
export const TicketRow = ({ ticket, onOpen }: TicketRowProps) => {
  const classes = useStyles();
  const { t } = useMessages();
  const root = useRouteRef(rootRouteRef)();
  const number = ticket.ticket_number ?? t('tickets.linked.theTicket');
  const hidden = ticket.anomaly_count - ticket.anomalies.length;
  return (
    <TableRow className={classes.row}>
      <TableCell className={classes.text}>
        <TicketChip link={ticket} />
        <Link
          component="button"
          variant="body2"
          className={classes.title}
          dir="auto"
          aria-label={`${t('ticketLists.open', { number })}: ${ticket.title}`}
          onClick={onOpen}
        >
          {ticket.title}
        </Link>
        <TicketSyncState link={ticket} />
      </TableCell>
      <TableCell className={classes.text}>
        {ticket.anomalies.map(anomaly => (
          <Link
            key={anomaly.id}
            component={RouterLink}
            to={`${root}?anomaly=${anomaly.id}`}
            variant="body2"
            className={classes.anomaly}
          >
            {anomaly.title}
          </Link>
        ))}
        {hidden > 0 && (
          <Typography variant="caption" color="textSecondary">
            {t('ticketLists.more', { count: hidden })}
          </Typography>
        )}
      </TableCell>
      <TableCell className={`${classes.short} ${classes.narrow}`}>
        {ticket.priority}
      </TableCell>
      <TableCell className={classes.narrow}>
        {ticket.assigned_to ?? t('tickets.linked.unassigned')}
      </TableCell>
      <TableCell className={`${classes.short} ${classes.narrow}`}>
        {ticket.last_synced_at ? (
          <RelativeTime value={ticket.last_synced_at} inList />
        ) : (
          t('tickets.linked.neverSynced')
        )}
      </TableCell>
    </TableRow>
  );
};
