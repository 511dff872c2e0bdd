import { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  content: { marginTop: theme.spacing(2) },
}));

interface SyncSectionProps {
  id: string;
  title: string;
  text?: string;
  children: ReactNode;
}

/** Settings that belong together, and one sentence about what they decide. */
export const SyncSection = ({
  id,
  title,
  text,
  children,
}: SyncSectionProps) => {
  const classes = useStyles();
  const titleId = `servicenow-ticketing-sync-${id}`;
  return (
    <section className={classes.root} aria-labelledby={titleId}>
      <Typography id={titleId} variant="h6" component="h3">
        {title}
      </Typography>
      {text && (
        <Typography variant="body2" color="textSecondary">
          {text}
        </Typography>
      )}
      <div className={classes.content}>{children}</div>
    </section>
  );
};
