import { ReactNode } from 'react';
import type {
  AnomalySummary as Summary,
  SummaryCount,
} from 'backstage-plugin-servicenow-ticketing-common';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { useRecovery } from '../../hooks/useAnomalies';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { RecoveryTrend } from './RecoveryTrend';

/** About as wide as what will be there. */
const RECOVERY_WIDTH = 220;

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(1, 4),
    minHeight: 40,
  },
  counts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 4),
    margin: 0,
  },
  // The label comes first for screen readers, the number first for the eye.
  count: {
    display: 'flex',
    flexDirection: 'row-reverse',
    alignItems: 'baseline',
    gap: theme.spacing(1),
  },
  number: {
    margin: 0,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  },
  recovery: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 1),
  },
}));

interface CountProps {
  label: string;
  /** `undefined` while it is loading. */
  value: ReactNode | undefined;
}

const Count = ({ label, value }: CountProps) => {
  const classes = useStyles();
  return (
    <div className={classes.count}>
      <Typography variant="body2" component="dt">
        {label}
      </Typography>
      <Typography variant="h5" component="dd" className={classes.number}>
        {value ?? <Skeleton width={24} />}
      </Typography>
    </div>
  );
};

/** How long it took to restore the data, and whether that gets better. */
const Recovery = ({ entityRef }: { entityRef: string | undefined }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const { duration } = useFormats();
  const { data, error } = useRecovery(entityRef);
  if (error && !data) {
    // The list below says what is wrong.
    return null;
  }
  if (!data) {
    return <Skeleton width={RECOVERY_WIDTH} height={32} />;
  }
  const days = String(data.days);
  if (data.median_seconds === null) {
    return (
      <Typography variant="body2">
        {t('board.summary.noRecovery', { days })}
      </Typography>
    );
  }
  return (
    <div className={classes.recovery}>
      <dl className={classes.counts}>
        <Count
          label={t('board.summary.recovery', { days })}
          value={duration(data.median_seconds)}
        />
      </dl>
      <RecoveryTrend weeks={data.weeks} />
    </div>
  );
};

interface AnomalySummaryProps {
  /** `undefined` while it is loading. */
  summary: Summary | undefined;
  entityRef: string | undefined;
}

/** How many anomalies there are, whatever the filters hide; counting stops where nobody needs to know exactly. */
export const AnomalySummary = (props: AnomalySummaryProps) => {
  const { summary, entityRef } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const { count } = useFormats();
  const valueOf = (...counted: SummaryCount[]) =>
    summary &&
    count(
      counted.reduce((sum, name) => sum + summary[name], 0),
      !counted.some(name => summary.inexact.includes(name)),
    );
  return (
    <div className={classes.root}>
      <dl className={classes.counts} aria-label={t('board.summary.label')}>
        <Count
          label={t('board.summary.open')}
          value={valueOf('active', 'acknowledged')}
        />
        <Count
          label={t('board.summary.acknowledged')}
          value={valueOf('acknowledged')}
        />
        <Count
          label={t('board.summary.withTickets')}
          value={valueOf('with_tickets')}
        />
        {!entityRef && (
          <Count
            label={t('board.summary.unmatched')}
            value={valueOf('unmatched')}
          />
        )}
      </dl>
      <Recovery entityRef={entityRef} />
    </div>
  );
};
