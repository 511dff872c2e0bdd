import { ReactNode } from 'react';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    textAlign: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(6, 2),
  },
  icon: { color: theme.palette.text.secondary, '& svg': { fontSize: 48 } },
  text: { maxWidth: 640, overflowWrap: 'anywhere' },
}));

interface StateMessageProps {
  icon: ReactNode;
  title: string;
  text?: ReactNode;
  children?: ReactNode;
}

/** Says why there is nothing to show, and what to do next. */
export const StateMessage = (props: StateMessageProps) => {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <div className={classes.icon} aria-hidden>
        {props.icon}
      </div>
      <Typography variant="h6" component="h3">
        {props.title}
      </Typography>
      {props.text && (
        <Typography
          variant="body2"
          color="textSecondary"
          component="div"
          className={classes.text}
        >
          {props.text}
        </Typography>
      )}
      {props.children && <Box mt={1}>{props.children}</Box>}
    </div>
  );
};
