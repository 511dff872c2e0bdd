import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { messageOf } from '../../hooks/errors';
import { useOccurrences } from '../../hooks/useAnomalies';
import { useMessages } from '../../hooks/useMessages';
import { RunsChart } from './RunsChart';

/** As many bars as there is room for. */
const MAX_RUNS = 40;
const HEIGHT = 62;

/** When it failed, run by run. */
export const RunHistory = ({ anomalyId }: { anomalyId: number }) => {
  const { t } = useMessages();
  const { data, error } = useOccurrences(anomalyId);
  const runs = data?.occurrences.slice(0, MAX_RUNS).reverse();
  const days = data?.days.filter(day => day.failed > 0).length ?? 0;

  return (
    <section aria-label={t('drawer.runs.title')}>
      <Typography variant="h6" component="h3" gutterBottom>
        {t('drawer.runs.title')}
      </Typography>
      {error && !data && (
        <Alert severity="warning">
          {t('drawer.runs.error', { message: messageOf(error) })}
        </Alert>
      )}
      {!data && !error && <Skeleton variant="rect" height={HEIGHT} />}
      {runs?.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('drawer.runs.none')}
        </Typography>
      )}
      {runs && runs.length > 0 && <RunsChart runs={runs} />}
      {days > 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('drawer.runs.days', { count: days })}
        </Typography>
      )}
    </section>
  );
};
