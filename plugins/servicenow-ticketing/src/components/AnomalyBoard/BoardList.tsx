import { useCallback, useMemo, useState } from 'react';
import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { useFacets } from '../../hooks/useAnomalies';
import { useSelection } from '../../hooks/useSelection';
import { useTicketingPermissions } from '../../hooks/useTicketingPermissions';
import { AnomalyFilterBar, RefreshButton } from '../AnomalyFilterBar';
import { AnomalyPagination, AnomalyTable } from '../AnomalyTable';
import { TicketDialogs, TicketDialogKind } from '../TicketDialogs';
import { ActionBar } from './ActionBar';
import { EmptyBoard } from './EmptyBoard';
import { ListChanges } from './ListChanges';
import type { BoardListState } from './useBoardList';

const useStyles = makeStyles(theme => ({
  // Filters and actions lie in one cell: the list stays where it is when one takes the place of the other.
  bars: {
    display: 'grid',
    padding: theme.spacing(2),
    '& > *': { gridArea: '1 / 1' },
  },
  away: { visibility: 'hidden' },
}));

interface BoardListProps {
  board: BoardListState;
  entityRef: string | undefined;
  openId: number | undefined;
  onOpen: (id: number) => void;
}

const NOTHING: Anomaly[] = [];

/** Filters or actions, and the list or why it is empty. */
export const BoardList = (props: BoardListProps) => {
  const { board, entityRef, openId, onOpen } = props;
  const { list, filters, update, clear } = board;
  const classes = useStyles();
  const permissions = useTicketingPermissions();
  const facets = useFacets(entityRef);
  const [addingTo, setAddingTo] = useState<Anomaly>();
  const [dialog, setDialog] = useState<TicketDialogKind>();

  const items = list?.items ?? NOTHING;
  const ids = useMemo(() => items.map(({ id }) => id), [items]);
  const { selected, toggle, selectAll } = useSelection(ids);
  const chosen = useMemo(
    () => items.filter(({ id }) => selected.has(id)),
    [items, selected],
  );
  const deselect = useCallback(() => selectAll(false), [selectAll]);

  const { canCreateTicket, canLinkTicket, canUpdate } = permissions;
  const addTicket = useCallback(
    (anomaly: Anomaly) => {
      setAddingTo(anomaly);
      setDialog(canCreateTicket ? 'new' : 'link');
    },
    [canCreateTicket],
  );

  return (
    <Paper>
      <div className={classes.bars}>
        <div className={chosen.length > 0 ? classes.away : undefined}>
          <AnomalyFilterBar
            filters={filters}
            facets={facets.data}
            isOverview={!entityRef}
            onChange={update}
            onClear={clear}
          >
            <RefreshButton
              updatedAt={board.updatedAt}
              refreshing={board.isFetching}
              onRefresh={board.reload}
            />
          </AnomalyFilterBar>
        </div>
        {chosen.length > 0 && (
          <ActionBar anomalies={chosen} onDeselect={deselect} />
        )}
      </div>
      <ListChanges
        added={board.added}
        removed={board.removed}
        onShow={board.catchUp}
      />
      {list && list.items.length === 0 && list.total === 0 ? (
        <EmptyBoard
          summary={list.summary}
          filters={filters}
          isEntity={entityRef !== undefined}
          onClear={clear}
          onChange={update}
        />
      ) : (
        <>
          <AnomalyTable
            list={list}
            openId={openId}
            selected={selected}
            showEntity={!entityRef}
            canSelect={canUpdate}
            canAddTicket={canCreateTicket || canLinkTicket}
            onOpen={onOpen}
            onToggle={toggle}
            onSelectAll={selectAll}
            onAddTicket={addTicket}
          />
          <AnomalyPagination
            list={list}
            page={filters.page}
            size={filters.size}
            onPage={update}
          />
        </>
      )}
      {addingTo && (
        <TicketDialogs anomaly={addingTo} kind={dialog} onChange={setDialog} />
      )}
    </Paper>
  );
};
