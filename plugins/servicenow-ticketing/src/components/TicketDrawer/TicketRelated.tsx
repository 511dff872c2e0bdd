import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { messageOf } from '../../hooks/errors';
import { useRelatedTickets } from '../../hooks/useLinkedTickets';
import { useMessages } from '../../hooks/useMessages';
import { SafeLink } from '../SafeLink';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: { padding: theme.spacing(0.5, 0), overflowWrap: 'anywhere' },
}));

/** The problem, the changes and the incidents around the ticket. */
export const TicketRelated = ({ linkId }: { linkId: number }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const { data, error } = useRelatedTickets(linkId);
  return (
    <section aria-label={t('ticketDrawer.related.title')}>
      <Typography variant="h6" component="h3">
        {t('ticketDrawer.related.title')}
      </Typography>
      {error && (
        <Alert severity="warning">
          {t('ticketDrawer.related.failed', { message: messageOf(error) })}
        </Alert>
      )}
      {data?.warning && <Alert severity="info">{data.warning}</Alert>}
      {!data && !error && <Skeleton height={32} />}
      {data?.items.length === 0 && !data.warning && (
        <Typography variant="body2" color="textSecondary">
          {t('ticketDrawer.related.none')}
        </Typography>
      )}
      <ul className={classes.list}>
        {data?.items.map(item => (
          <li
            key={`${item.relation}-${item.ticket_id}`}
            className={classes.item}
          >
            <Typography variant="caption" color="textSecondary">
              {t(`ticketDrawer.related.${item.relation}`)}
            </Typography>
            <Typography variant="body2" component="div" dir="auto">
              <SafeLink url={item.url}>{item.ticket_number}</SafeLink>{' '}
              {[item.title, item.status, item.priority]
                .filter(Boolean)
                .join(' · ')}
            </Typography>
          </li>
        ))}
      </ul>
    </section>
  );
};
