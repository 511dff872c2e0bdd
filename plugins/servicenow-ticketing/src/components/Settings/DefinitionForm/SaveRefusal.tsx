import { useEffect, useRef } from 'react';
import type { PreflightReport } from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { messageOf, preflightReportOf, statusOf } from '../../../hooks/errors';
import { useMessages } from '../../../hooks/useMessages';
import { PreflightResult } from '../Preflight';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    padding: theme.spacing(2),
    // The bar below it sticks to the same place.
    scrollMarginBottom: theme.spacing(8),
  },
  message: { overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
}));

/** What went well does not matter here. */
const failedOf = ({ checks }: PreflightReport) =>
  checks.filter(({ outcome }) => outcome === 'failed' || outcome === 'warning');

interface SaveRefusalProps {
  /** Default: that the mapping was not saved. */
  title?: string;
  failure: Error;
  onSaveAnyway: () => void;
}

/** Why something was not saved, and what to do. A preflight that fails is no reason not to. */
export const SaveRefusal = (props: SaveRefusalProps) => {
  const { title, failure, onSaveAnyway } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Test browsers cannot scroll.
    root.current?.scrollIntoView?.({ block: 'nearest' });
  }, [failure]);
  const report = preflightReportOf(failure);
  const why = () => {
    if (report) {
      return t('mapping.save.preflight');
    }
    return statusOf(failure) === undefined
      ? t('mapping.save.unreachable')
      : messageOf(failure);
  };
  return (
    <div ref={root} className={classes.root}>
      <Alert
        severity="error"
        action={
          report && (
            <Button color="inherit" size="small" onClick={onSaveAnyway}>
              {t('mapping.save.anyway')}
            </Button>
          )
        }
      >
        <AlertTitle>{title ?? t('mapping.save.failed')}</AlertTitle>
        <span className={classes.message}>{why()}</span>
      </Alert>
      {report && (
        <PreflightResult report={{ ...report, checks: failedOf(report) }} />
      )}
    </div>
  );
};
