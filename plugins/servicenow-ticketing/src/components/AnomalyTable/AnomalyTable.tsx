import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  Anomaly,
  ListAnomaliesResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TablePagination from '@material-ui/core/TablePagination';
import TableRow from '@material-ui/core/TableRow';
import { PAGE_SIZES } from '../../hooks/useAnomalyFilters';
import { servicenowTicketingTranslationRef } from '../../translation';
import { AnomalyRow } from './AnomalyRow';
import { SkeletonRows } from './SkeletonRows';
import { useTableStyles } from './useTableStyles';

const SKELETON_ROWS = 5;

interface AnomalyTableProps {
  /** `undefined` while the first answer is on its way. */
  list: ListAnomaliesResponse | undefined;
  page: number;
  size: number;
  selectedId: number | undefined;
  showEntity: boolean;
  canAddTicket: boolean;
  onPage: (change: { page?: number; size?: number }) => void;
  onOpen: (id: number) => void;
  onAddTicket: (anomaly: Anomaly) => void;
}

/** One page of anomalies. */
export const AnomalyTable = (props: AnomalyTableProps) => {
  const { list, page, size, showEntity, onPage } = props;
  const classes = useTableStyles();
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const total = list?.total ?? 0;
  // Rows may have gone since the link was made: stay on a page that exists.
  const lastPage = Math.max(1, Math.ceil(total / size));
  const header = (text: string, className = '') => (
    <TableCell className={`${classes.head} ${className}`}>{text}</TableCell>
  );

  return (
    <>
      <TableContainer className={classes.container}>
        <Table
          className={classes.table}
          aria-label={list ? t('board.table.label') : t('board.table.loading')}
          aria-busy={!list}
        >
          <TableHead>
            <TableRow>
              {header(t('board.table.state'), classes.state)}
              {header(t('board.table.anomaly'))}
              {header(
                showEntity ? t('board.table.entity') : t('board.table.dataset'),
                classes.dataset,
              )}
              {header(t('board.table.seen'), classes.seen)}
              {header(t('board.table.tickets'), classes.tickets)}
            </TableRow>
          </TableHead>
          <TableBody>
            {list ? (
              list.items.map(anomaly => (
                <AnomalyRow
                  key={anomaly.id}
                  anomaly={anomaly}
                  selected={anomaly.id === props.selectedId}
                  showEntity={showEntity}
                  canAddTicket={props.canAddTicket}
                  onOpen={props.onOpen}
                  onAddTicket={props.onAddTicket}
                />
              ))
            ) : (
              <SkeletonRows count={SKELETON_ROWS} />
            )}
          </TableBody>
        </Table>
      </TableContainer>
      <TablePagination
        component="div"
        count={total}
        page={Math.min(page, lastPage) - 1}
        rowsPerPage={size}
        rowsPerPageOptions={PAGE_SIZES}
        labelRowsPerPage={t('board.table.rowsPerPage')}
        labelDisplayedRows={({ from, to, count }) =>
          t('board.table.range', {
            from: from.toLocaleString(),
            to: to.toLocaleString(),
            total: count.toLocaleString(),
          })
        }
        onPageChange={(_event, index) => onPage({ page: index + 1 })}
        onRowsPerPageChange={event =>
          onPage({ size: Number(event.target.value) })
        }
      />
    </>
  );
};
