import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { messageOf } from '../../hooks/errors';
import { useAnomalyInUrl } from '../../hooks/useAnomalyInUrl';
import { useMessages } from '../../hooks/useMessages';
import { AnomalySummary } from '../AnomalySummary';
import {
  DecisionFailures,
  DecisionsProvider,
  UndoSnackbar,
} from '../Decisions';
import { LazyAnomalyDrawer } from './LazyAnomalyDrawer';
import { LoadError } from '../LoadError';
import { BoardList } from './BoardList';
import { useBoardList } from './useBoardList';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
  },
}));

interface AnomalyBoardProps {
  /** Only the anomalies of this entity; all of them without it. */
  entityRef?: string;
}

const Board = ({ entityRef }: AnomalyBoardProps) => {
  const classes = useStyles();
  const { t } = useMessages();
  const { anomalyId, open, close } = useAnomalyInUrl();
  const board = useBoardList(entityRef);
  const { error, list, reload } = board;

  if (error && !list) {
    return (
      <Paper>
        <LoadError error={error} onRetry={reload} />
      </Paper>
    );
  }
  return (
    <div className={classes.root}>
      <AnomalySummary summary={list?.summary} entityRef={entityRef} />
      {error && (
        <Alert
          severity="warning"
          action={
            <Button color="inherit" size="small" onClick={reload}>
              {t('board.error.retry')}
            </Button>
          }
        >
          {t('board.error.stale')} {messageOf(error)}
        </Alert>
      )}
      <DecisionFailures />
      <BoardList
        board={board}
        entityRef={entityRef}
        openId={anomalyId}
        onOpen={open}
      />
      {anomalyId === undefined ? (
        <UndoSnackbar />
      ) : (
        <LazyAnomalyDrawer
          key={anomalyId}
          anomalyId={anomalyId}
          onClose={close}
        />
      )}
    </div>
  );
};

/** Counts, filters, the list, and the drawer of the anomaly that the URL names. */
export const AnomalyBoard = ({ entityRef }: AnomalyBoardProps) => (
  <DecisionsProvider>
    <Board entityRef={entityRef} />
  </DecisionsProvider>
);
