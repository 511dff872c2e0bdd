import { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';

const useStyles = makeStyles(theme => ({
  root: { border: 'none', margin: 0, padding: 0, minWidth: 0 },
  legend: { padding: 0, marginBottom: theme.spacing(1.5) },
  grid: {
    paddingTop: theme.spacing(1),
    display: 'grid',
    // Two columns at most, and one where they would be narrow.
    gridTemplateColumns:
      'repeat(auto-fit, minmax(min(100%, max(240px, 40%)), 1fr))',
    gap: theme.spacing(2),
  },
}));

interface FieldGridProps {
  title: string;
  /** Whether it is on screen already, and said only to those who hear the page. */
  isTitleHidden?: boolean;
  children: ReactNode;
}

/** Inputs that belong together, in two columns where there is room. */
export const FieldGrid = (props: FieldGridProps) => {
  const classes = useStyles();
  return (
    <fieldset className={classes.root} aria-label={props.title}>
      {!props.isTitleHidden && (
        <Typography
          component="legend"
          variant="subtitle1"
          className={classes.legend}
        >
          {props.title}
        </Typography>
      )}
      <div className={classes.grid}>{props.children}</div>
    </fieldset>
  );
};
