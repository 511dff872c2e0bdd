import type {
  PreflightCheck,
  PreflightReport,
} from 'backstage-plugin-servicenow-ticketing-common';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { useMessages } from '../../../hooks/useMessages';
import { RelativeTime } from '../../RelativeTime';
import { OutcomeIcon } from './OutcomeIcon';

const useStyles = makeStyles(theme => ({
  message: { overflowWrap: 'anywhere' },
  checks: { listStyle: 'none', margin: 0, padding: 0 },
  check: {
    display: 'flex',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
    '&:last-child': { borderBottom: 'none' },
  },
  words: { minWidth: 0, overflowWrap: 'anywhere' },
  asked: {
    fontFamily: 'monospace',
    color: theme.palette.text.secondary,
    display: 'block',
  },
}));

const Check = ({ check }: { check: PreflightCheck }) => {
  const classes = useStyles();
  const { t } = useMessages();
  return (
    <li className={classes.check}>
      <OutcomeIcon outcome={check.outcome} />
      <div className={classes.words}>
        <Typography variant="subtitle2" component="h4">
          {t('settings.preflight.check', {
            name: check.name,
            outcome: t(`settings.preflight.outcome.${check.outcome}`),
          })}
        </Typography>
        <Typography variant="body2">{check.answer}</Typography>
        {check.remedy && (
          <Typography variant="body2">
            <strong>{t('settings.preflight.remedy')}</strong> {check.remedy}
          </Typography>
        )}
        {check.outcome !== 'skipped' && (
          <Typography variant="caption" className={classes.asked}>
            {check.asked}
          </Typography>
        )}
      </div>
    </li>
  );
};

const severityOf = (report: PreflightReport) => {
  if (!report.ok) {
    return 'error';
  }
  return report.checks.some(({ outcome }) => outcome === 'warning')
    ? 'warning'
    : 'success';
};

interface PreflightResultProps {
  report: PreflightReport;
  /** Whether something was changed since. */
  isOutdated?: boolean;
}

/** What a preflight found: the verdict, then every check with what came back and what to do. */
export const PreflightResult = (props: PreflightResultProps) => {
  const { report, isOutdated } = props;
  const classes = useStyles();
  const { t } = useMessages();
  return (
    <section aria-label={t('settings.preflight.result')}>
      <Alert severity={severityOf(report)}>
        <span className={classes.message}>{report.message}</span>
        <Typography variant="caption" component="div">
          {isOutdated
            ? t('settings.preflight.outdated')
            : t('settings.health.checked', {
                ago: <RelativeTime value={report.checked_at} />,
              })}
        </Typography>
      </Alert>
      <ul className={classes.checks}>
        {report.checks.map((check, index) => (
          <Check key={`${index} ${check.name}`} check={check} />
        ))}
      </ul>
    </section>
  );
};
