import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import type { KeptIngest } from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import DownloadIcon from '@material-ui/icons/GetApp';
import ReplayIcon from '@material-ui/icons/Replay';
import { downloadText } from '../../hooks/downloadText';
import { messageOf } from '../../hooks/errors';
import { useDownloadReport, useReplayReport } from '../../hooks/useReports';
import { useMessages } from '../../hooks/useMessages';
import { useReportWords } from './useReportWords';

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(1, 0, 1, 3.5) },
  // A broken document may name thousands.
  errors: {
    margin: theme.spacing(0.5, 0, 1),
    paddingLeft: theme.spacing(2.5),
    maxHeight: 240,
    overflowY: 'auto',
    overflowWrap: 'anywhere',
  },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1),
  },
}));

/** What of a report could not be used, and what can be done with its document. */
export const ReportDetails = ({ report }: { report: KeptIngest }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const alertApi = useApi(alertApiRef);
  const sayReport = useReportWords();
  const replay = useReplayReport();
  const download = useDownloadReport();
  const { id, report: outcome } = report;

  const say = (message: string, severity: 'success' | 'error') =>
    alertApi.post({ message, severity, display: 'transient' });
  const processAgain = () =>
    replay.mutate(id, {
      onSuccess: again =>
        say(
          t('reports.replayed', { id: String(id), counts: sayReport(again) }),
          'success',
        ),
      onError: error =>
        say(t('reports.replayFailed', { message: messageOf(error) }), 'error'),
    });
  const keep = () =>
    download.mutate(id, {
      onSuccess: ({ fileName, text }) =>
        downloadText(fileName, text, 'application/json'),
      onError: error =>
        say(
          t('reports.downloadFailed', { message: messageOf(error) }),
          'error',
        ),
    });
  return (
    <div className={classes.root}>
      {outcome && outcome.errors.length > 0 && (
        <>
          <Typography variant="subtitle2" component="h3">
            {t('reports.itemsTitle')}
          </Typography>
          <ul className={classes.errors} aria-label={t('reports.itemsTitle')}>
            {outcome.errors.map(({ index, reason }, position) => (
              <li key={position}>
                <Typography variant="body2" component="span" dir="auto">
                  <strong>{t('reports.item', { index: String(index) })}</strong>
                  {`: ${reason}`}
                </Typography>
              </li>
            ))}
          </ul>
        </>
      )}
      {outcome && outcome.ignored > 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('reports.ignored', { count: outcome.ignored })}
        </Typography>
      )}
      {report.document_kept ? (
        <div className={classes.actions}>
          <Button
            size="small"
            variant="outlined"
            startIcon={<DownloadIcon />}
            disabled={download.isPending}
            onClick={keep}
          >
            {t('reports.download')}
          </Button>
          <Button
            size="small"
            variant="outlined"
            startIcon={<ReplayIcon />}
            disabled={replay.isPending}
            onClick={processAgain}
          >
            {t('reports.replay')}
          </Button>
          <Typography variant="caption" color="textSecondary">
            {t('reports.replayHint')}
          </Typography>
        </div>
      ) : (
        <Typography variant="body2" color="textSecondary">
          {t('reports.notKept')}
        </Typography>
      )}
    </div>
  );
};
