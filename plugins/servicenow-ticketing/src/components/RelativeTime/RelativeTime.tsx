import { useState, useSyncExternalStore } from 'react';
import Popper from '@material-ui/core/Popper';
import { makeStyles } from '@material-ui/core/styles';
import { useFormats } from '../../hooks/useFormats';

/** How often what people read is brought up to date, in milliseconds. */
const TICK = 30_000;

const useStyles = makeStyles(theme => ({
  time: {
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 2,
    },
  },
  exact: {
    ...theme.typography.caption,
    zIndex: theme.zIndex.tooltip,
    padding: theme.spacing(0.5, 1),
    borderRadius: theme.shape.borderRadius,
    color: theme.palette.getContrastText(theme.palette.grey[700]),
    backgroundColor: theme.palette.grey[700],
  },
}));

const listeners = new Set<() => void>();
let ticks = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for all times on the page. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    ticks += 1;
    listeners.forEach(tell => tell());
  }, TICK);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** Only what is shown is updated: a table has hundreds of times, and a tooltip for each would cost too much. */
export const useRelativeTime = (value: string): string => {
  useSyncExternalStore(subscribe, () => ticks);
  return useFormats().relativeTime(value);
};

/**
 * A time as people say it; the exact one shows on hover, and on focus. Where a list has hundreds of them they are no
 * stops of the Tab key (`inList`): what the row leads to shows them again.
 */
export const RelativeTime = (props: { value: string; inList?: boolean }) => {
  const { value, inList } = props;
  const classes = useStyles();
  const text = useRelativeTime(value);
  const exact = useFormats().exactTime(value);
  const [focused, setFocused] = useState<HTMLElement>();
  if (inList) {
    return (
      <time dateTime={value} title={exact}>
        {text}
      </time>
    );
  }
  return (
    <>
      <time
        dateTime={value}
        title={exact}
        className={classes.time}
        // Not to be pressed, only to be read: people without a mouse would not get at the exact time.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onFocus={event => setFocused(event.currentTarget)}
        onBlur={() => setFocused(undefined)}
      >
        {text}
      </time>
      {focused && (
        <Popper
          open
          anchorEl={focused}
          placement="top"
          className={classes.exact}
        >
          {exact}
        </Popper>
      )}
    </>
  );
};
