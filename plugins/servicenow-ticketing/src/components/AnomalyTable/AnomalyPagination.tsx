import type { ListAnomaliesResponse } from 'backstage-plugin-servicenow-ticketing-common';
import TablePagination from '@material-ui/core/TablePagination';
import { PAGE_SIZES } from '../../hooks/useAnomalyFilters';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { useTableStyles } from './useTableStyles';

interface AnomalyPaginationProps {
  list: ListAnomaliesResponse | undefined;
  page: number;
  size: number;
  onPage: (change: { page?: number; size?: number }) => void;
}

/** Where in the list one is; counting stops at some thousand, going on does not. */
export const AnomalyPagination = (props: AnomalyPaginationProps) => {
  const { list, page, size, onPage } = props;
  const classes = useTableStyles();
  const { t } = useMessages();
  const { count, number } = useFormats();
  const total = list?.total ?? 0;
  const isExact = list?.total_is_exact ?? true;
  // Rows may have gone since the link was made: stay on a page that exists.
  const lastPage = isExact ? Math.max(1, Math.ceil(total / size)) : Infinity;
  const shownPage = Math.min(page, lastPage);
  const hasNext = isExact ? page < lastPage : list?.next_cursor !== null;

  return (
    <TablePagination
      className={classes.footer}
      component="div"
      count={isExact ? total : -1}
      page={shownPage - 1}
      rowsPerPage={size}
      rowsPerPageOptions={PAGE_SIZES}
      labelRowsPerPage={t('board.table.rowsPerPage')}
      labelDisplayedRows={({ from, to }) =>
        t('board.table.range', {
          from: number(from),
          to: number(to),
          total: count(total, isExact),
        })
      }
      backIconButtonText={t('board.table.previousPage')}
      nextIconButtonText={t('board.table.nextPage')}
      nextIconButtonProps={{ disabled: !hasNext }}
      onPageChange={(_event, index) => onPage({ page: index + 1 })}
      onRowsPerPageChange={event =>
        onPage({ size: Number(event.target.value) })
      }
    />
  );
};
