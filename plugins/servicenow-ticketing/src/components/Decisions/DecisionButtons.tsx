import { lazy, Suspense, useState } from 'react';
import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../hooks/useMessages';
import { AssignButton } from './AssignButton';
import { useDecisions } from './DecisionsProvider';
import { Decision } from './inverseOf';
import { SnoozeButton } from './SnoozeButton';

const ArchiveDialog = lazy(() =>
  import('./ArchiveDialog').then(m => ({ default: m.ArchiveDialog })),
);

const useStyles = makeStyles(theme => ({
  root: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
}));

interface DecisionButtonsProps {
  anomalies: Anomaly[];
  /** Called when all of them were changed. */
  onDone?: () => void;
}

/** What people decide about anomalies, one or many: acknowledge, archive, assign, snooze, reopen. */
export const DecisionButtons = (props: DecisionButtonsProps) => {
  const { anomalies, onDone } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const { decide, progress } = useDecisions();
  const [archiving, setArchiving] = useState(false);
  const isBusy = progress !== undefined;
  const some = (status: Anomaly['status']) =>
    anomalies.some(anomaly => anomaly.status === status);

  const change = async (
    decision: Decision,
    message: (count: number) => string,
  ) => {
    const done = await decide(anomalies, decision, message);
    if (done) {
      onDone?.();
    }
    return done;
  };

  return (
    <div className={classes.root}>
      {some('Active') && (
        <Button
          variant="contained"
          color="primary"
          disabled={isBusy}
          onClick={() =>
            change({ status: 'Acknowledged' }, count =>
              t('decisions.done.acknowledged', { count }),
            )
          }
        >
          {t('decisions.acknowledge')}
        </Button>
      )}
      {(some('Active') || some('Acknowledged')) && (
        <Button
          variant="outlined"
          disabled={isBusy}
          onClick={() => setArchiving(true)}
        >
          {t('decisions.archive')}
        </Button>
      )}
      {!some('Active') && (
        <Button
          variant="outlined"
          disabled={isBusy}
          onClick={() =>
            change({ status: 'Active' }, count =>
              t('decisions.done.activated', { count }),
            )
          }
        >
          {some('Archived') ? t('decisions.reopen') : t('decisions.activate')}
        </Button>
      )}
      <AssignButton anomalies={anomalies} disabled={isBusy} onDecide={change} />
      <SnoozeButton anomalies={anomalies} disabled={isBusy} onDecide={change} />
      {archiving && (
        <Suspense fallback={null}>
          <ArchiveDialog
            anomalies={anomalies}
            onClose={() => setArchiving(false)}
            busy={isBusy}
            onArchive={async decision => {
              const resolution = t(`anomaly.resolution.${decision.resolution}`);
              const done = await change(
                { status: 'Archived', ...decision },
                count => t('decisions.done.archived', { count, resolution }),
              );
              // What was typed for a single one stays until it is taken; of many, some are done.
              if (done || anomalies.length > 1) {
                setArchiving(false);
              }
            }}
          />
        </Suspense>
      )}
    </div>
  );
};
