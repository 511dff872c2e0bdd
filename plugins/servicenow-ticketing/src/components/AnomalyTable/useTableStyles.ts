import { makeStyles } from '@material-ui/core/styles';

/** A title, two lines of text and their padding: rows that load take the room of rows that are there. */
const ROW_HEIGHT = 77;

export const useTableStyles = makeStyles(theme => {
  const oneLine = {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap' as const,
  };
  return {
    container: { overflowX: 'auto' as const },
    table: { minWidth: 520, tableLayout: 'fixed' as const },
    head: { whiteSpace: 'nowrap' as const, padding: theme.spacing(1, 2) },
    row: {
      height: ROW_HEIGHT,
      cursor: 'pointer',
      // The host's stripes leave too little contrast for the second line.
      '&:nth-of-type(odd)': { backgroundColor: 'transparent' },
      '&:hover, &.Mui-selected, &.Mui-selected:hover': {
        backgroundColor: theme.palette.action.hover,
      },
      '&.Mui-selected': {
        boxShadow: `inset 4px 0 0 ${theme.palette.primary.main}`,
      },
    },
    cell: {
      padding: theme.spacing(1, 2),
      verticalAlign: 'middle' as const,
      borderBottom: `1px solid ${theme.palette.divider}`,
    },
    state: { width: 140 },
    dataset: {
      width: '19%',
      [theme.breakpoints.down('sm')]: { display: 'none' },
    },
    seen: { width: 156, [theme.breakpoints.down('sm')]: { display: 'none' } },
    tickets: { width: 190 },
    line: oneLine,
    message: {
      overflow: 'hidden',
      overflowWrap: 'anywhere' as const,
      display: '-webkit-box',
      WebkitBoxOrient: 'vertical' as const,
      WebkitLineClamp: 2,
    },
    title: { ...oneLine, display: 'block', fontWeight: 500 },
    stack: {
      display: 'flex',
      flexDirection: 'column' as const,
      alignItems: 'flex-start',
      gap: theme.spacing(0.5),
    },
    chips: {
      display: 'flex',
      flexWrap: 'wrap' as const,
      gap: theme.spacing(0.5),
    },
  };
});
