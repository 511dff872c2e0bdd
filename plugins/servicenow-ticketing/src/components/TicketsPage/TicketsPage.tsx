import type { ListLinkedTicketsResponse } from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import TicketIcon from '@material-ui/icons/ConfirmationNumberOutlined';
import Skeleton from '@material-ui/lab/Skeleton';
import { useLinkedTickets } from '../../hooks/useLinkedTickets';
import { useTicketInUrl } from '../../hooks/useTicketInUrl';
import { useMessages } from '../../hooks/useMessages';
import { ListPaging } from '../ListPaging';
import { LoadError } from '../LoadError';
import { StateMessage } from '../StateMessage';
import { TicketFilterBar } from './TicketFilterBar';
import { TicketRow } from './TicketRow';
import { TICKETS_PAGE_SIZE, useTicketFilters } from './useTicketFilters';

const COLUMNS = ['ticket', 'about', 'priority', 'assignee', 'synced'] as const;
/** Those that narrow screens leave out. */
const WIDE_COLUMNS: string[] = ['priority', 'assignee', 'synced'];
const SKELETON_ROWS = 5;

const useStyles = makeStyles(theme => ({
  narrow: { [theme.breakpoints.down('sm')]: { display: 'none' } },
  short: { whiteSpace: 'nowrap' },
}));

interface TicketsTableProps {
  /** `undefined` while the first answer is on its way. */
  list: ListLinkedTicketsResponse | undefined;
  page: number;
  onPage: (page: number) => void;
}

const TicketsTable = ({ list, page, onPage }: TicketsTableProps) => {
  const classes = useStyles();
  const { t } = useMessages();
  const { open } = useTicketInUrl();
  return (
    <>
      <TableContainer>
        <Table
          size="small"
          aria-label={list ? t('ticketLists.label') : t('ticketLists.loading')}
          aria-busy={!list}
        >
          <TableHead>
            <TableRow>
              {COLUMNS.map(column => (
                <TableCell
                  key={column}
                  className={
                    WIDE_COLUMNS.includes(column)
                      ? `${classes.short} ${classes.narrow}`
                      : undefined
                  }
                >
                  {t(`ticketLists.${column}`)}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {list?.items.map(ticket => (
              <TicketRow
                key={ticket.link_id}
                ticket={ticket}
                onOpen={() => open(ticket.link_id)}
              />
            ))}
            {!list &&
              Array.from({ length: SKELETON_ROWS }, (_, index) => (
                <TableRow key={index}>
                  <TableCell colSpan={COLUMNS.length}>
                    <Skeleton height={40} />
                  </TableCell>
                </TableRow>
              ))}
          </TableBody>
        </Table>
      </TableContainer>
      <ListPaging
        list={list}
        page={page}
        size={TICKETS_PAGE_SIZE}
        onPage={onPage}
      />
    </>
  );
};

/** The tickets of all anomalies. */
export const TicketsPage = () => {
  const { t } = useMessages();
  const { filters, query, change } = useTicketFilters();
  const tickets = useLinkedTickets(query);
  const isFiltered =
    filters.query !== '' ||
    filters.mine ||
    filters.phase !== 'all' ||
    filters.integrationId !== undefined;

  if (tickets.error && !tickets.data) {
    return (
      <Paper>
        <LoadError
          error={tickets.error}
          title={t('ticketLists.errorTitle')}
          onRetry={() => {
            tickets.refetch().catch(() => {
              // Shown right here.
            });
          }}
        />
      </Paper>
    );
  }
  return (
    <Paper>
      <TicketFilterBar filters={filters} onChange={change} />
      {tickets.data?.total === 0 ? (
        <StateMessage
          icon={<TicketIcon />}
          title={t('ticketLists.emptyTitle')}
          text={
            isFiltered
              ? t('ticketLists.emptyFiltered')
              : t('ticketLists.emptyAll')
          }
        >
          {isFiltered && (
            <Button
              variant="outlined"
              onClick={() =>
                change({
                  phase: 'all',
                  mine: false,
                  query: '',
                  integrationId: undefined,
                })
              }
            >
              {t('ticketLists.clear')}
            </Button>
          )}
        </StateMessage>
      ) : (
        <TicketsTable
          list={tickets.data}
          page={filters.page}
          onPage={page => change({ page })}
        />
      )}
    </Paper>
  );
};
