import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { messageOf } from '../../hooks/errors';
import { useDelivery } from '../../hooks/useDeliveries';
import { useMessages } from '../../hooks/useMessages';
import { RelativeTime } from '../RelativeTime';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(1, 0, 1, 3),
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
  },
  content: {
    display: 'grid',
    gridTemplateColumns: 'minmax(90px, max-content) 1fr',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    '& dt': { color: theme.palette.text.secondary },
    '& dd': { margin: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
  },
  tries: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

/** What a change writes, what it waits for, and how its tries went. */
export const DeliveryDetails = ({ id }: { id: number }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const { data, error } = useDelivery(id);
  if (!data) {
    return error ? (
      <Alert severity="warning">
        {t('deliveries.failed', { message: messageOf(error) })}
      </Alert>
    ) : (
      <Skeleton height={60} />
    );
  }
  return (
    <div className={classes.root}>
      {data.waits_for !== null && (
        <Typography variant="body2">
          {t('deliveries.waitsFor', { id: String(data.waits_for) })}
        </Typography>
      )}
      <Typography variant="subtitle2" component="h4">
        {t('deliveries.content')}
      </Typography>
      <Typography component="dl" variant="body2" className={classes.content}>
        {data.content.map(({ field, value }) => [
          <dt key={`${field}-label`}>{field}</dt>,
          <dd key={field} dir="auto">
            {value}
          </dd>,
        ])}
      </Typography>
      <Typography variant="subtitle2" component="h4">
        {t('deliveries.tryLog')}
      </Typography>
      {data.attempt_log.length === 0 ? (
        <Typography variant="body2" color="textSecondary">
          {t('deliveries.noTries')}
        </Typography>
      ) : (
        <ol className={classes.tries} reversed>
          {data.attempt_log.map(attempt => (
            <li key={attempt.attempt} value={attempt.attempt}>
              <Typography variant="body2" component="div">
                {t(`deliveries.outcome.${attempt.outcome}`)}
                {' · '}
                <RelativeTime value={attempt.started_at} />
                {' · '}
                {t('deliveries.took', {
                  milliseconds: String(Math.round(attempt.duration_ms)),
                })}
              </Typography>
              {attempt.error && (
                <Typography variant="body2" color="textSecondary">
                  {attempt.error}
                </Typography>
              )}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
};
