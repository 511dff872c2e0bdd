import type { RecoveryWeek } from 'backstage-plugin-servicenow-ticketing-common';
import { makeStyles } from '@material-ui/core/styles';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';

const HEIGHT = 96;
const MIN_BAR = 3;

const useStyles = makeStyles(theme => ({
  chart: {
    display: 'flex',
    alignItems: 'flex-end',
    gap: 4,
    height: HEIGHT + 36,
    margin: 0,
    // The highest line is drawn above the bars.
    padding: theme.spacing(2, 0, 0),
    listStyle: 'none',
  },
  week: {
    flex: 1,
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'flex-end',
    position: 'relative',
    height: '100%',
  },
  bar: {
    width: '100%',
    maxWidth: 28,
    backgroundColor: theme.palette.primary.main,
    borderRadius: '2px 2px 0 0',
  },
  // The mean is a line across, which also differs from the bar without its colour.
  mean: {
    position: 'absolute',
    left: 0,
    right: 0,
    margin: '0 auto',
    maxWidth: 34,
    height: 0,
    borderTop: `2px dashed ${theme.palette.text.primary}`,
  },
  empty: {
    width: '100%',
    maxWidth: 28,
    height: MIN_BAR,
    backgroundColor: theme.palette.divider,
  },
  count: { ...theme.typography.caption, lineHeight: '20px' },
  ends: {
    ...theme.typography.caption,
    display: 'flex',
    justifyContent: 'space-between',
    color: theme.palette.text.secondary,
  },
}));

interface RecoveryChartProps {
  weeks: RecoveryWeek[];
}

/** A bar for each week's median, a dashed line for its mean and the number of incidents below; each says so in words. */
export const RecoveryChart = ({ weeks }: RecoveryChartProps) => {
  const classes = useStyles();
  const { t } = useMessages();
  const { day, duration } = useFormats();
  const longest = Math.max(
    1,
    ...weeks.flatMap(week => [
      week.mean_seconds ?? 0,
      week.median_seconds ?? 0,
    ]),
  );
  const heightOf = (seconds: number) =>
    Math.max(MIN_BAR, (seconds / longest) * HEIGHT);
  const wordsOf = (week: RecoveryWeek) =>
    week.median_seconds === null || week.mean_seconds === null
      ? t('ticketLists.recovery.emptyBar', { week: day(week.week) })
      : t('ticketLists.recovery.bar', {
          week: day(week.week),
          count: week.count,
          median: duration(week.median_seconds),
          mean: duration(week.mean_seconds),
        });
  return (
    <>
      <ul
        className={classes.chart}
        aria-label={t('ticketLists.recovery.chart')}
      >
        {weeks.map(week => (
          <li
            key={week.week}
            className={classes.week}
            title={wordsOf(week)}
            aria-label={wordsOf(week)}
          >
            {week.median_seconds === null ? (
              <span className={classes.empty} />
            ) : (
              <span
                className={classes.bar}
                style={{ height: heightOf(week.median_seconds) }}
              />
            )}
            {week.mean_seconds !== null && (
              <span
                className={classes.mean}
                style={{ bottom: 20 + heightOf(week.mean_seconds) }}
              />
            )}
            <span className={classes.count} aria-hidden>
              {week.count || '·'}
            </span>
          </li>
        ))}
      </ul>
      {/* Each bar says its own week in words. */}
      <div className={classes.ends} aria-hidden>
        <span>{day(weeks[0].week)}</span>
        <span>{day(weeks[weeks.length - 1].week)}</span>
      </div>
    </>
  );
};
