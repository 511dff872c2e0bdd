import { useState } from 'react';
import type { DiscussionEntry } from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import Chip from '@material-ui/core/Chip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { messageOf } from '../../hooks/errors';
import { useTicketDiscussion } from '../../hooks/useLinkedTickets';
import { useMessages } from '../../hooks/useMessages';
import { RelativeTime } from '../RelativeTime';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  entry: {
    padding: theme.spacing(1, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
    '&:first-child': { borderTop: 0 },
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
  },
  chip: { margin: 0 },
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  pages: { display: 'flex', alignItems: 'center', gap: theme.spacing(1) },
}));

const Entry = ({ entry }: { entry: DiscussionEntry }) => {
  const classes = useStyles();
  const { t } = useMessages();
  return (
    <li className={classes.entry}>
      <div className={classes.head}>
        <Typography variant="subtitle2" component="span" dir="auto">
          {entry.author}
        </Typography>
        {entry.is_ours && (
          <Chip
            size="small"
            variant="outlined"
            className={classes.chip}
            label={t('ticketDrawer.discussion.ours')}
          />
        )}
        <Typography variant="caption" color="textSecondary">
          {entry.kind === 'work_note'
            ? t('ticketDrawer.discussion.workNote')
            : t('ticketDrawer.discussion.comment')}
          {entry.created_at && ' · '}
          {entry.created_at && <RelativeTime value={entry.created_at} />}
        </Typography>
      </div>
      <Typography
        variant="body2"
        component="div"
        className={classes.text}
        dir="auto"
      >
        {entry.text}
      </Typography>
    </li>
  );
};

/** What was written about the ticket, newest first. */
export const TicketDiscussion = ({ linkId }: { linkId: number }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const [page, setPage] = useState(1);
  const { data, error } = useTicketDiscussion(linkId, page);
  return (
    <section aria-label={t('ticketDrawer.discussion.title')}>
      <Typography variant="h6" component="h3">
        {t('ticketDrawer.discussion.title')}
      </Typography>
      {error && (
        <Alert severity="warning">
          {t('ticketDrawer.discussion.failed', { message: messageOf(error) })}
        </Alert>
      )}
      {data?.warning && <Alert severity="info">{data.warning}</Alert>}
      {!data && !error && <Skeleton variant="rect" height={120} />}
      {data?.total === 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('ticketDrawer.discussion.none')}
        </Typography>
      )}
      <ul className={classes.list}>
        {data?.items.map(entry => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ul>
      {data && data.pages > 1 && (
        <div className={classes.pages}>
          <Button
            size="small"
            disabled={page <= 1}
            onClick={() => setPage(page - 1)}
          >
            {t('ticketDrawer.discussion.newer')}
          </Button>
          <Typography variant="caption" role="status">
            {t('ticketDrawer.discussion.page', {
              page: String(page),
              pages: String(data.pages),
            })}
          </Typography>
          <Button
            size="small"
            disabled={page >= data.pages}
            onClick={() => setPage(page + 1)}
          >
            {t('ticketDrawer.discussion.older')}
          </Button>
        </div>
      )}
    </section>
  );
};
