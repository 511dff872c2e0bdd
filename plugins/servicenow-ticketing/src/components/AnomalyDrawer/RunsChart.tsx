import { KeyboardEvent, useRef, useState } from 'react';
import type { Occurrence } from 'backstage-plugin-servicenow-ticketing-common';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../hooks/useMessages';
import { useRunWords } from './useRunWords';

const HEIGHT = 40;
/** Of the highest bar: what failed shows, however few rows it complained about. */
const LOWEST = 0.35;

const useStyles = makeStyles(theme => ({
  bars: {
    display: 'flex',
    alignItems: 'flex-end',
    gap: 2,
    height: HEIGHT,
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  item: {
    flex: '0 1 14px',
    minWidth: 3,
    height: '100%',
    display: 'flex',
    alignItems: 'flex-end',
  },
  bar: {
    width: '100%',
    padding: 0,
    border: `1px solid ${theme.palette.text.secondary}`,
    borderRadius: 2,
    background: 'transparent',
    cursor: 'default',
    '&:focus-visible, &:hover': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 1,
    },
  },
  failed: {
    borderColor: theme.palette.error.main,
    backgroundColor: theme.palette.error.main,
  },
  unknown: { borderStyle: 'dashed' },
  text: { minHeight: '1.5em' },
}));

const isFailed = ({ outcome }: Occurrence) =>
  outcome === 'fail' || outcome === 'warn';

/** What each run saw as a bar, oldest first; what it says is read below, on hover and by the arrow keys. */
export const RunsChart = ({ runs }: { runs: Occurrence[] }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const wordsOf = useRunWords();
  const list = useRef<HTMLOListElement>(null);
  const [current, setCurrent] = useState<number>();
  const most = Math.max(1, ...runs.map(run => run.affected_count ?? 0));
  // One stop for the tabulator, wherever one has been.
  const stop = current ?? runs.length - 1;

  const heightOf = (run: Occurrence) => {
    if (!isFailed(run)) {
      return LOWEST;
    }
    return run.affected_count === null
      ? 1
      : LOWEST + (1 - LOWEST) * (run.affected_count / most);
  };
  const move = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowLeft: stop - 1,
      ArrowRight: stop + 1,
      Home: 0,
      End: runs.length - 1,
    };
    const next = steps[event.key];
    if (next !== undefined && runs[next]) {
      event.preventDefault();
      list.current?.querySelectorAll('button')[next]?.focus();
    }
  };
  const kindOf = (run: Occurrence) => {
    if (isFailed(run)) {
      return classes.failed;
    }
    return run.outcome === 'pass' ? '' : classes.unknown;
  };

  return (
    <>
      <ol
        ref={list}
        className={classes.bars}
        aria-label={t('drawer.runs.hint', { runs: String(runs.length) })}
        onMouseLeave={() => setCurrent(undefined)}
      >
        {runs.map((run, index) => (
          <li key={`${run.run_id} ${run.observed_at}`} className={classes.item}>
            <button
              type="button"
              className={`${classes.bar} ${kindOf(run)}`}
              style={{ height: `${heightOf(run) * 100}%` }}
              tabIndex={index === stop ? 0 : -1}
              aria-label={wordsOf(run)}
              onFocus={() => setCurrent(index)}
              onMouseEnter={() => setCurrent(index)}
              onKeyDown={move}
            />
          </li>
        ))}
      </ol>
      <Typography
        variant="caption"
        color="textSecondary"
        component="div"
        className={classes.text}
        aria-hidden
      >
        {current !== undefined && runs[current] && wordsOf(runs[current])}
      </Typography>
    </>
  );
};
