import { makeStyles } from '@material-ui/core/styles';

/** Two lines of text and their padding: rows that load take the room of rows that are there. */
const ROW_HEIGHT = 65;

export const useTableStyles = makeStyles(theme => {
  const oneLine = {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap' as const,
  };
  return {
    container: { overflowX: 'auto' as const },
    table: { minWidth: 560, tableLayout: 'fixed' as const },
    head: { whiteSpace: 'nowrap' as const, padding: theme.spacing(1, 2) },
    row: { height: ROW_HEIGHT, cursor: 'pointer' },
    cell: { padding: theme.spacing(1, 2), verticalAlign: 'middle' as const },
    severity: { width: 120 },
    dataset: {
      width: '22%',
      [theme.breakpoints.down('sm')]: { display: 'none' },
    },
    entity: { width: '16%' },
    status: { width: 160 },
    seen: { width: 170, [theme.breakpoints.down('xs')]: { display: 'none' } },
    tickets: { width: 230 },
    line: oneLine,
    title: { ...oneLine, display: 'block', fontWeight: 500 },
    chips: {
      display: 'flex',
      flexWrap: 'wrap' as const,
      gap: theme.spacing(0.5),
    },
  };
});
