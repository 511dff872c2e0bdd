import { TrendLine } from '@backstage/core-components';
import type { AnomalyRecoveryWeek } from 'backstage-plugin-servicenow-ticketing-common';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';

/** A line needs two ends. */
const MIN_WEEKS = 2;
const WIDTH = 96;
const HEIGHT = 24;

const useStyles = makeStyles({
  root: { display: 'inline-block', width: WIDTH, lineHeight: 0 },
});

/** The time to restore by week, as a small line. */
export const RecoveryTrend = ({ weeks }: { weeks: AnomalyRecoveryWeek[] }) => {
  const classes = useStyles();
  const theme = useTheme();
  const { t } = useMessages();
  const { day, duration } = useFormats();
  const known = weeks.flatMap(({ week, median_seconds: seconds }) =>
    seconds === null ? [] : [{ week, seconds }],
  );
  if (known.length < MIN_WEEKS) {
    return null;
  }
  const text = t('board.summary.trend', {
    weeks: known
      .map(({ week, seconds }) =>
        t('board.summary.trendWeek', {
          week: day(week),
          time: duration(seconds),
        }),
      )
      .join(', '),
  });
  return (
    <span className={classes.root} role="img" aria-label={text}>
      <TrendLine
        // Not only for those who hover: without a title it cannot be drawn at all.
        title={text}
        data={known.map(({ seconds }) => seconds)}
        max={Math.max(1, ...known.map(({ seconds }) => seconds))}
        width={WIDTH}
        height={HEIGHT}
        color={theme.palette.primary.main}
      />
    </span>
  );
};
