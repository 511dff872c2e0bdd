import { alpha, makeStyles } from '@material-ui/core/styles';

/** A title, two lines of text and their padding: rows that load take the room of rows that are there. */
const ROW_HEIGHT = 77;

/**
 * The table is a grid of plain elements with roles: a hundred rows have to be drawn in a moment, and on narrow screens a
 * row becomes a card.
 */
export const useTableStyles = makeStyles(theme => {
  const oneLine = {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap' as const,
  };
  const narrow = theme.breakpoints.down('sm');
  // The theme's own secondary text is too pale on rows that are selected or pointed at.
  const quiet = alpha(theme.palette.text.primary, 0.72);
  return {
    row: {
      display: 'grid',
      gridTemplateColumns:
        '42px 128px minmax(0, 5fr) minmax(0, 3fr) 150px 190px',
      alignItems: 'center',
      columnGap: theme.spacing(2),
      minHeight: ROW_HEIGHT,
      padding: theme.spacing(1, 2, 1, 0.5),
      borderTop: `1px solid ${theme.palette.divider}`,
      ...theme.typography.body2,
      [narrow]: {
        gridTemplateColumns: '42px minmax(0, 1fr)',
        rowGap: theme.spacing(0.5),
        '& > *': { gridColumn: 2 },
        '& > :first-child': {
          gridColumn: 1,
          gridRow: '1 / span 5',
          alignSelf: 'start',
        },
      },
    },
    withoutSelection: {
      gridTemplateColumns: '128px minmax(0, 5fr) minmax(0, 3fr) 150px 190px',
      paddingLeft: theme.spacing(2),
      [narrow]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
        '& > *, & > :first-child': { gridColumn: 1, gridRow: 'auto' },
      },
    },
    head: {
      minHeight: 42,
      padding: theme.spacing(0, 2, 0, 0.5),
      color: theme.palette.text.secondary,
      fontWeight: theme.typography.fontWeightBold as number,
      [narrow]: {
        // The cards say for themselves what they show.
        '& > [role=columnheader]:not(:first-child)': {
          position: 'absolute',
          width: 1,
          height: 1,
          overflow: 'hidden',
          clip: 'rect(0 0 0 0)',
        },
      },
    },
    item: {
      cursor: 'pointer',
      contentVisibility: 'auto' as const,
      containIntrinsicSize: `auto ${ROW_HEIGHT}px`,
      '&:hover, &[data-selected], &[data-open]': {
        backgroundColor: theme.palette.action.hover,
      },
      '&[data-open]': {
        boxShadow: `inset 4px 0 0 ${theme.palette.primary.main}`,
      },
    },
    state: {
      display: 'flex',
      flexDirection: 'column' as const,
      gap: theme.spacing(0.5),
      [narrow]: { flexDirection: 'row' as const, gap: theme.spacing(2) },
    },
    checkbox: {
      width: 18,
      height: 18,
      margin: theme.spacing(1.5),
      accentColor: theme.palette.primary.main,
      cursor: 'pointer',
    },
    line: oneLine,
    secondary: { color: quiet },
    message: {
      color: quiet,
      overflow: 'hidden',
      overflowWrap: 'anywhere' as const,
      display: '-webkit-box',
      WebkitBoxOrient: 'vertical' as const,
      WebkitLineClamp: 2,
    },
    link: {
      color: theme.palette.primary.main,
      textDecoration: 'none',
      '&:hover': { textDecoration: 'underline' },
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
        outlineOffset: 2,
      },
    },
    title: { ...oneLine, display: 'block', fontWeight: 500 },
    chips: {
      display: 'flex',
      flexWrap: 'wrap' as const,
      gap: theme.spacing(0.5),
    },
    footer: {
      display: 'flex',
      justifyContent: 'flex-end',
      borderTop: `1px solid ${theme.palette.divider}`,
    },
  };
});
