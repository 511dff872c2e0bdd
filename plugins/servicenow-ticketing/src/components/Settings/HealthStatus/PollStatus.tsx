import type { IntegrationPoll } from 'backstage-plugin-servicenow-ticketing-common';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../../hooks/useMessages';
import { RelativeTime } from '../../RelativeTime';
import { OutcomeIcon } from '../Preflight';

const useStyles = makeStyles(theme => ({
  root: { display: 'flex', alignItems: 'flex-start', gap: theme.spacing(1) },
  words: { minWidth: 0, overflowWrap: 'anywhere' },
}));

/** How asking for changes goes: what the last time brought, or why it fails and since when nothing was read. */
export const PollStatus = ({ poll }: { poll: IntegrationPoll }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const ago = (at: string) => ({ ago: <RelativeTime value={at} /> });
  return (
    <div className={classes.root}>
      <OutcomeIcon outcome={poll.failed_at ? 'failed' : 'ok'} />
      <Typography variant="body2" className={classes.words}>
        {poll.failed_at
          ? t('settings.poll.failed', { error: poll.error ?? '' })
          : t('settings.poll.read', { count: poll.changed_tickets ?? 0 })}
        <Typography variant="caption">
          {poll.failed_at && (
            <>
              {' · '}
              {t('settings.poll.tried', ago(poll.failed_at))}
            </>
          )}
          {' · '}
          {poll.succeeded_at
            ? t('settings.poll.lastRead', ago(poll.succeeded_at))
            : t('settings.poll.neverRead')}
        </Typography>
      </Typography>
    </div>
  );
};
