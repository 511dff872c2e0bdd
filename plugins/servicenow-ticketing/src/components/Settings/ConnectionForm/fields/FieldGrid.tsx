import { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';

const useStyles = makeStyles(theme => ({
  root: { border: 'none', margin: 0, padding: 0, minWidth: 0 },
  legend: { padding: 0, marginBottom: theme.spacing(1.5) },
  grid: {
    display: 'grid',
    gridTemplateColumns: '1fr 1fr',
    gap: theme.spacing(2),
    [theme.breakpoints.down('xs')]: { gridTemplateColumns: '1fr' },
  },
}));

/** Inputs that belong together, in two columns where there is room. */
export const FieldGrid = (props: { title: string; children: ReactNode }) => {
  const classes = useStyles();
  return (
    <fieldset className={classes.root}>
      <Typography
        component="legend"
        variant="subtitle1"
        className={classes.legend}
      >
        {props.title}
      </Typography>
      <div className={classes.grid}>{props.children}</div>
    </fieldset>
  );
};
