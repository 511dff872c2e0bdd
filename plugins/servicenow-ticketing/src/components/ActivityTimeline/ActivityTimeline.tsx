import { useState } from 'react';
import type {
  ActivityKind,
  Anomaly,
} from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import ToggleButton from '@material-ui/lab/ToggleButton';
import ToggleButtonGroup from '@material-ui/lab/ToggleButtonGroup';
import { messageOf } from '../../hooks/errors';
import { useActivity } from '../../hooks/useAnomalies';
import { useIdentity } from '../../hooks/useIdentity';
import { useTicketingPermissions } from '../../hooks/useTicketingPermissions';
import { useMessages } from '../../hooks/useMessages';
import { ActivityEntry } from './ActivityEntry';
import { CommentBox } from './CommentBox';

const FILTERS = {
  all: undefined,
  comment: ['comment', 'ticket_comment'],
  ticket: [
    'ticket_created',
    'ticket_linked',
    'ticket_unlinked',
    'ticket_changed',
    'ticket_comment',
    'ticket_acknowledged',
    'ticket_priority',
    'ticket_note',
    'ticket_resolved',
  ],
} satisfies Record<string, ActivityKind[] | undefined>;

type Filter = keyof typeof FILTERS;

const useStyles = makeStyles(theme => ({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  },
  toggle: {
    padding: theme.spacing(0.25, 1),
    color: theme.palette.text.primary,
    '&.Mui-selected': { color: theme.palette.text.primary },
  },
  list: { listStyle: 'none', margin: theme.spacing(2, 0, 0), padding: 0 },
}));

/** Who did what when, newest first, and a box to say something. */
export const ActivityTimeline = ({ anomaly }: { anomaly: Anomaly }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const { canComment } = useTicketingPermissions(anomaly.id);
  const me = useIdentity()?.userEntityRef;
  const [filter, setFilter] = useState<Filter>('all');
  const activity = useActivity(anomaly.id, FILTERS[filter]);
  const { data, error, hasNextPage, isFetchingNextPage } = activity;
  const entries = data?.pages.flatMap(({ items }) => items);
  const showOlder = () => {
    activity.fetchNextPage().catch(() => {
      // Shown right here.
    });
  };

  return (
    <section aria-label={t('activity.title')}>
      <div className={classes.head}>
        <Typography variant="h6" component="h3">
          {t('activity.title')}
        </Typography>
        <ToggleButtonGroup
          size="small"
          exclusive
          value={filter}
          aria-label={t('activity.filter.label')}
          onChange={(_event, next: Filter | null) => next && setFilter(next)}
        >
          {(Object.keys(FILTERS) as Filter[]).map(value => (
            <ToggleButton key={value} value={value} className={classes.toggle}>
              {t(`activity.filter.${value}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </div>
      {canComment && <CommentBox anomaly={anomaly} />}
      {error && (
        <Alert severity="warning">
          {t('activity.error', { message: messageOf(error) })}
        </Alert>
      )}
      {!entries && !error && <Skeleton variant="rect" height={80} />}
      {entries?.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          {t(filter === 'all' ? 'activity.empty' : 'activity.emptyFilter')}
        </Typography>
      )}
      <ol className={classes.list}>
        {entries?.map(entry => (
          <ActivityEntry
            key={entry.id}
            entry={entry}
            anomaly={anomaly}
            isOwn={canComment && me !== undefined && entry.actor === me}
          />
        ))}
      </ol>
      {hasNextPage && (
        <Button
          size="small"
          variant="outlined"
          disabled={isFetchingNextPage}
          onClick={showOlder}
        >
          {isFetchingNextPage
            ? t('activity.loadingOlder')
            : t('activity.older')}
        </Button>
      )}
    </section>
  );
};
