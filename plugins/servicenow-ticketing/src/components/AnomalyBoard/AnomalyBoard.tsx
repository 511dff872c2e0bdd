import { useState } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { messageOf } from '../../hooks/errors';
import { useAnomalies } from '../../hooks/useAnomalies';
import { toListQuery, useAnomalyFilters } from '../../hooks/useAnomalyFilters';
import { useAnomalyInUrl } from '../../hooks/useAnomalyInUrl';
import { useTicketingPermissions } from '../../hooks/useTicketingPermissions';
import { servicenowTicketingTranslationRef } from '../../translation';
import { AnomalyDrawer } from '../AnomalyDrawer';
import { AnomalyFilterBar, RefreshButton } from '../AnomalyFilterBar';
import { AnomalySummary } from '../AnomalySummary';
import { AnomalyTable } from '../AnomalyTable';
import { LoadError } from '../LoadError';
import { TicketDialogs, TicketDialogKind } from '../TicketDialogs';
import { EmptyBoard } from './EmptyBoard';
import { useKnownOptions } from './useKnownOptions';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
  },
  filters: { padding: theme.spacing(2) },
}));

interface AnomalyBoardProps {
  /** Only the anomalies of this entity; all of them without it. */
  entityRef?: string;
}

/** Counts, filters, the list, and the drawer of the anomaly that the URL names. */
export const AnomalyBoard = ({ entityRef }: AnomalyBoardProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const { filters, update, clear } = useAnomalyFilters();
  const { anomalyId, open, close } = useAnomalyInUrl();
  const permissions = useTicketingPermissions();
  const anomalies = useAnomalies(toListQuery(filters, entityRef));
  const list = anomalies.data;
  const options = useKnownOptions(list?.items ?? [], filters);
  const [addingTo, setAddingTo] = useState<Anomaly>();
  const [dialog, setDialog] = useState<TicketDialogKind>();

  const canAddTicket = permissions.canCreateTicket || permissions.canLinkTicket;
  const addTicket = (anomaly: Anomaly) => {
    setAddingTo(anomaly);
    setDialog(permissions.canCreateTicket ? 'new' : 'link');
  };
  const retry = () => {
    anomalies.refetch().catch(() => {
      // The list itself shows what went wrong.
    });
  };

  if (anomalies.error && !list) {
    return (
      <Paper>
        <LoadError error={anomalies.error} onRetry={retry} />
      </Paper>
    );
  }

  return (
    <div className={classes.root}>
      <AnomalySummary summary={list?.summary} showUnmatched={!entityRef} />
      {anomalies.error && (
        <Alert
          severity="warning"
          action={
            <Button color="inherit" size="small" onClick={retry}>
              {t('board.error.retry')}
            </Button>
          }
        >
          {t('board.error.stale')} {messageOf(anomalies.error)}
        </Alert>
      )}
      <Paper>
        <div className={classes.filters}>
          <AnomalyFilterBar
            filters={filters}
            sources={options.sources}
            types={options.types}
            showUnmatched={!entityRef}
            onChange={update}
            onClear={clear}
          >
            <RefreshButton
              updatedAt={anomalies.dataUpdatedAt}
              refreshing={anomalies.isFetching}
              onRefresh={retry}
            />
          </AnomalyFilterBar>
        </div>
        {list && list.total === 0 ? (
          <EmptyBoard
            summary={list.summary}
            filters={filters}
            isEntity={entityRef !== undefined}
            onClear={clear}
            onShowArchived={() => update({ status: ['Archived'] })}
          />
        ) : (
          <AnomalyTable
            list={list}
            page={filters.page}
            size={filters.size}
            selectedId={anomalyId}
            showEntity={!entityRef}
            canAddTicket={canAddTicket}
            onPage={update}
            onOpen={open}
            onAddTicket={addTicket}
          />
        )}
      </Paper>
      {anomalyId !== undefined && (
        <AnomalyDrawer key={anomalyId} anomalyId={anomalyId} onClose={close} />
      )}
      {addingTo && (
        <TicketDialogs anomaly={addingTo} kind={dialog} onChange={setDialog} />
      )}
    </div>
  );
};
