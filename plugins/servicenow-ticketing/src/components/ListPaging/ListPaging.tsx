import TablePagination from '@material-ui/core/TablePagination';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';

interface ListPagingProps {
  /** `undefined` while the first answer is on its way. */
  list: { total: number } | undefined;
  page: number;
  size: number;
  onPage: (page: number) => void;
}

/** The way to the other pages of a list; nothing when one page holds all. */
export const ListPaging = ({ list, page, size, onPage }: ListPagingProps) => {
  const { t } = useMessages();
  const { number } = useFormats();
  const total = list?.total ?? 0;
  // Rows may have gone since: stay on a page that exists.
  const lastPage = Math.max(1, Math.ceil(total / size));
  if (lastPage === 1 && page === 1) {
    return null;
  }
  return (
    <TablePagination
      component="div"
      count={total}
      page={Math.min(page, lastPage) - 1}
      rowsPerPage={size}
      rowsPerPageOptions={[]}
      labelDisplayedRows={({ from, to, count }) =>
        t('board.table.range', {
          from: number(from),
          to: number(to),
          total: number(count),
        })
      }
      backIconButtonText={t('board.table.previousPage')}
      nextIconButtonText={t('board.table.nextPage')}
      onPageChange={(_event, index) => onPage(index + 1)}
    />
  );
};
