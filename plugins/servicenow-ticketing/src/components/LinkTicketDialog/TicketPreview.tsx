import type { TicketSearchItem } from 'backstage-plugin-servicenow-ticketing-common';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../hooks/useMessages';
import { SafeLink } from '../SafeLink';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(1, 1.5),
    maxHeight: 140,
    overflowY: 'auto',
    overflowWrap: 'anywhere',
  },
  description: { whiteSpace: 'pre-wrap' },
}));

/** More about the ticket that Link would take. */
export const TicketPreview = ({ ticket }: { ticket: TicketSearchItem }) => {
  const classes = useStyles();
  const { t } = useMessages();
  return (
    <Paper
      variant="outlined"
      className={classes.root}
      role="region"
      aria-label={t('tickets.link.preview')}
      // It scrolls, which must be possible without a mouse.
      tabIndex={0}
    >
      <Typography variant="subtitle2" component="p" dir="auto">
        {`${ticket.ticket_number} · ${ticket.title}`}
      </Typography>
      <Typography variant="caption" color="textSecondary" component="p">
        {[
          ticket.status,
          ticket.priority,
          ticket.assigned_to &&
            t('tickets.link.assignedTo', { name: ticket.assigned_to }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Typography>
      <SafeLink url={ticket.url}>{t('tickets.link.view')}</SafeLink>
      {ticket.description && (
        <Typography
          variant="body2"
          component="div"
          className={classes.description}
          dir="auto"
        >
          {ticket.description}
        </Typography>
      )}
    </Paper>
  );
};
