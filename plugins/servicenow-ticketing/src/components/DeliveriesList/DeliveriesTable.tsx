import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  Delivery,
  Page,
} from 'backstage-plugin-servicenow-ticketing-common';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TablePagination from '@material-ui/core/TablePagination';
import TableRow from '@material-ui/core/TableRow';
import Skeleton from '@material-ui/lab/Skeleton';
import { DELIVERIES_PAGE_SIZE } from '../../hooks/useDeliveries';
import { servicenowTicketingTranslationRef } from '../../translation';
import { DeliveryRow } from './DeliveryRow';

const COLUMNS = ['change', 'state', 'attempts', 'created', 'actions'] as const;

interface DeliveriesTableProps {
  /** `undefined` while the first answer is on its way. */
  list: Page<Delivery> | undefined;
  page: number;
  busy: boolean;
  onPage: (page: number) => void;
  onRetry: (delivery: Delivery) => void;
  onDiscard: (delivery: Delivery) => void;
}

/** One page of deliveries. */
export const DeliveriesTable = (props: DeliveriesTableProps) => {
  const { list, page, onPage } = props;
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  return (
    <>
      <TableContainer>
        <Table
          size="small"
          aria-label={list ? t('deliveries.label') : t('deliveries.loading')}
          aria-busy={!list}
        >
          <TableHead>
            <TableRow>
              {COLUMNS.map(column => (
                <TableCell key={column}>{t(`deliveries.${column}`)}</TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {list?.items.map(delivery => (
              <DeliveryRow
                key={delivery.id}
                delivery={delivery}
                busy={props.busy}
                onRetry={() => props.onRetry(delivery)}
                onDiscard={() => props.onDiscard(delivery)}
              />
            ))}
            {!list && (
              <TableRow>
                <TableCell colSpan={COLUMNS.length}>
                  <Skeleton />
                </TableCell>
              </TableRow>
            )}
          </TableBody>
        </Table>
      </TableContainer>
      <TablePagination
        component="div"
        count={list?.total ?? 0}
        page={list ? page - 1 : 0}
        rowsPerPage={DELIVERIES_PAGE_SIZE}
        rowsPerPageOptions={[DELIVERIES_PAGE_SIZE]}
        labelDisplayedRows={({ from, to, count }) =>
          t('deliveries.range', {
            from: String(from),
            to: String(to),
            total: String(count),
          })
        }
        onPageChange={(_event, index) => onPage(index + 1)}
      />
    </>
  );
};
