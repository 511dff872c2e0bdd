import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { messageOf } from '../../hooks/errors';
import { useActivity } from '../../hooks/useAnomalies';
import { useTicketingPermissions } from '../../hooks/useTicketingPermissions';
import { servicenowTicketingTranslationRef } from '../../translation';
import { ActivityEntry } from './ActivityEntry';
import { CommentBox } from './CommentBox';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: theme.spacing(2, 0, 0), padding: 0 },
}));

/** Who did what when, newest first, and a box to say something. */
export const ActivityTimeline = ({ anomaly }: { anomaly: Anomaly }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const { canComment } = useTicketingPermissions(anomaly.id);
  const { data, error } = useActivity(anomaly.id);

  return (
    <section aria-label={t('activity.title')}>
      <Typography variant="h6" component="h3" gutterBottom>
        {t('activity.title')}
      </Typography>
      {canComment && <CommentBox anomaly={anomaly} />}
      {error && (
        <Alert severity="warning">
          {t('activity.error', { message: messageOf(error) })}
        </Alert>
      )}
      {!data && !error && <Skeleton variant="rect" height={80} />}
      {data?.items.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('activity.empty')}
        </Typography>
      )}
      <ol className={classes.list}>
        {data?.items.map(entry => (
          <ActivityEntry key={entry.id} entry={entry} anomaly={anomaly} />
        ))}
      </ol>
    </section>
  );
};
