import type { ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { RefreshButton } from '../AnomalyFilterBar';
import { LoadError } from '../LoadError';

const useStyles = makeStyles(theme => ({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(2),
    padding: theme.spacing(2),
  },
  text: { flex: '1 1 240px' },
}));

interface LogFrameProps {
  log: UseQueryResult<unknown>;
  errorTitle: string;
  /** Said when what is shown is the last that could be read. */
  staleText: string;
  /** What the log holds and for how long. */
  text: string;
  filters: ReactNode;
  children: ReactNode;
}

/** What goes around the entries of a log: filters, what it is, reading it anew, and what went wrong with that. */
export const LogFrame = (props: LogFrameProps) => {
  const { log, errorTitle, staleText, text, filters, children } = props;
  const classes = useStyles();
  const refresh = () => {
    log.refetch().catch(() => {
      // Shown right here.
    });
  };
  if (log.error && !log.data) {
    return (
      <Paper>
        <LoadError error={log.error} title={errorTitle} onRetry={refresh} />
      </Paper>
    );
  }
  return (
    <Paper>
      <div className={classes.bar}>
        {filters}
        <Typography
          variant="body2"
          color="textSecondary"
          className={classes.text}
        >
          {text}
        </Typography>
        <RefreshButton
          updatedAt={log.dataUpdatedAt}
          refreshing={log.isFetching}
          onRefresh={refresh}
        />
      </div>
      {log.error && <Alert severity="warning">{staleText}</Alert>}
      {children}
    </Paper>
  );
};
