import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { AnomalySummary as Summary } from 'backstage-plugin-servicenow-ticketing-common';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { servicenowTicketingTranslationRef } from '../../translation';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 4),
    margin: 0,
    minHeight: 40,
  },
  // The label comes first for screen readers, the number first for the eye.
  count: {
    display: 'flex',
    flexDirection: 'row-reverse',
    alignItems: 'baseline',
    gap: theme.spacing(1),
  },
  number: { margin: 0, fontVariantNumeric: 'tabular-nums' },
}));

const Count = ({ label, value }: { label: string; value?: number }) => {
  const classes = useStyles();
  return (
    <div className={classes.count}>
      <Typography variant="body2" component="dt">
        {label}
      </Typography>
      <Typography variant="h5" component="dd" className={classes.number}>
        {value === undefined ? <Skeleton width={24} /> : value.toLocaleString()}
      </Typography>
    </div>
  );
};

interface AnomalySummaryProps {
  /** `undefined` while it is loading. */
  summary: Summary | undefined;
  showUnmatched: boolean;
}

/** How many anomalies there are, whatever the filters hide. */
export const AnomalySummary = (props: AnomalySummaryProps) => {
  const { summary, showUnmatched } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  return (
    <dl className={classes.root} aria-label={t('board.summary.label')}>
      <Count label={t('board.summary.open')} value={summary?.active} />
      <Count
        label={t('board.summary.acknowledged')}
        value={summary?.acknowledged}
      />
      <Count
        label={t('board.summary.withTickets')}
        value={summary?.with_tickets}
      />
      {showUnmatched && (
        <Count
          label={t('board.summary.unmatched')}
          value={summary?.unmatched}
        />
      )}
    </dl>
  );
};
