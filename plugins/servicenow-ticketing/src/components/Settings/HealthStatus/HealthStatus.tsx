import type { IntegrationHealth } from 'backstage-plugin-servicenow-ticketing-common';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../../hooks/useMessages';
import { RelativeTime } from '../../RelativeTime';
import { Outcome, OutcomeIcon } from '../Preflight';

const useStyles = makeStyles(theme => ({
  root: { display: 'flex', alignItems: 'flex-start', gap: theme.spacing(1) },
  words: { minWidth: 0, overflowWrap: 'anywhere' },
}));

const OUTCOMES: Record<IntegrationHealth['status'], Outcome> = {
  connected: 'ok',
  warning: 'warning',
  failed: 'failed',
  unknown: 'unknown',
};

/** How a connection is: an icon, the words of the newest check, and when that was. */
export const HealthStatus = ({ health }: { health: IntegrationHealth }) => {
  const classes = useStyles();
  const { t } = useMessages();
  return (
    <div className={classes.root}>
      <OutcomeIcon outcome={OUTCOMES[health.status]} />
      <Typography variant="body2" className={classes.words}>
        {health.message || t(`settings.health.${health.status}`)}
        {health.checked_at && (
          <Typography variant="caption">
            {' · '}
            {t('settings.health.checked', {
              ago: <RelativeTime value={health.checked_at} />,
            })}
          </Typography>
        )}
      </Typography>
    </div>
  );
};
