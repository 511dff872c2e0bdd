import type { PreflightReport } from 'backstage-plugin-servicenow-ticketing-common';
import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { messageOf, statusOf } from '../../../hooks/errors';
import { useMessages } from '../../../hooks/useMessages';
import { PreflightResult } from './PreflightResult';

interface PreflightPanelProps {
  isTesting: boolean;
  report: PreflightReport | undefined;
  /** Why there is no report. */
  error: Error | null;
  isOutdated?: boolean;
}

/** A preflight on its way, its report, or why there is none; nothing before the first. */
export const PreflightPanel = (props: PreflightPanelProps) => {
  const { isTesting, report, error, isOutdated } = props;
  const { t } = useMessages();
  if (!isTesting && !error && !report) {
    return null;
  }
  return (
    <div aria-live="polite" aria-busy={isTesting}>
      {isTesting && (
        <>
          <Typography variant="body2" gutterBottom>
            {t('settings.preflight.running')}
          </Typography>
          <LinearProgress aria-label={t('settings.preflight.running')} />
        </>
      )}
      {!isTesting && error && (
        <Alert severity="error">
          {statusOf(error) === undefined
            ? t('board.error.unreachable')
            : t('settings.preflight.notRun', { message: messageOf(error) })}
        </Alert>
      )}
      {!isTesting && !error && report && (
        <PreflightResult report={report} isOutdated={isOutdated} />
      )}
    </div>
  );
};
