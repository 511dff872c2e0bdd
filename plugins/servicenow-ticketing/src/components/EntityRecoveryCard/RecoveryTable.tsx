import type { RecoveryWeek } from 'backstage-plugin-servicenow-ticketing-common';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';

interface RecoveryTableProps {
  weeks: RecoveryWeek[];
}

/** The numbers of the chart. */
export const RecoveryTable = ({ weeks }: RecoveryTableProps) => {
  const { t } = useMessages();
  const { day, duration, number } = useFormats();
  const sayKnown = (seconds: number | null) =>
    seconds === null ? '–' : duration(seconds);
  return (
    <Table size="small" aria-label={t('ticketLists.recovery.chart')}>
      <TableHead>
        <TableRow>
          <TableCell>{t('ticketLists.recovery.week')}</TableCell>
          <TableCell align="right">{t('ticketLists.recovery.count')}</TableCell>
          <TableCell align="right">
            {t('ticketLists.recovery.median')}
          </TableCell>
          <TableCell align="right">{t('ticketLists.recovery.mean')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {weeks.map(week => (
          <TableRow key={week.week}>
            <TableCell component="th" scope="row">
              {day(week.week)}
            </TableCell>
            <TableCell align="right">{number(week.count)}</TableCell>
            <TableCell align="right">{sayKnown(week.median_seconds)}</TableCell>
            <TableCell align="right">{sayKnown(week.mean_seconds)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
};
