import type {
  ApiCall,
  Page,
} from 'backstage-plugin-servicenow-ticketing-common';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { CALLS_PAGE_SIZE } from '../../../hooks/useApiCalls';
import { useMessages } from '../../../hooks/useMessages';
import { ListPaging } from '../../ListPaging';
import { CallRow } from './CallRow';

const useStyles = makeStyles(theme => ({
  // Rows are no columns any more where there is little room.
  head: { [theme.breakpoints.down('sm')]: { display: 'none' } },
  nowrap: { whiteSpace: 'nowrap' },
}));

const COLUMNS = ['time', 'call', 'status', 'duration'] as const;
/** The one that opens a row comes first. */
const COLUMN_COUNT = COLUMNS.length + 1;
const SKELETON_ROWS = 5;

interface CallsTableProps {
  /** `undefined` while the first answer is on its way. */
  list: Page<ApiCall> | undefined;
  page: number;
  openIds: ReadonlySet<number>;
  onToggle: (id: number) => void;
  onPage: (page: number) => void;
}

/** One page of calls. */
export const CallsTable = (props: CallsTableProps) => {
  const { list, page, openIds, onToggle, onPage } = props;
  const classes = useStyles();
  const { t } = useMessages();
  return (
    <>
      <TableContainer>
        <Table
          size="small"
          aria-label={list ? t('calls.label') : t('calls.loading')}
          aria-busy={!list}
        >
          <TableHead className={classes.head}>
            <TableRow>
              <TableCell padding="none" />
              {COLUMNS.map(column => (
                <TableCell
                  key={column}
                  className={classes.nowrap}
                  align={column === 'duration' ? 'right' : undefined}
                >
                  {t(`calls.${column}`)}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {list?.items.map(call => (
              <CallRow
                key={call.id}
                call={call}
                columns={COLUMN_COUNT}
                isOpen={openIds.has(call.id)}
                onToggle={() => onToggle(call.id)}
              />
            ))}
            {!list &&
              Array.from({ length: SKELETON_ROWS }, (_, row) => (
                <TableRow key={row}>
                  <TableCell colSpan={COLUMN_COUNT}>
                    <Skeleton />
                  </TableCell>
                </TableRow>
              ))}
          </TableBody>
        </Table>
      </TableContainer>
      <ListPaging
        list={list}
        page={page}
        size={CALLS_PAGE_SIZE}
        onPage={onPage}
      />
    </>
  );
};
