import { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../../../hooks/useMessages';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  fields: {
    display: 'grid',
    // As many columns as there is room for, whatever the host shows beside them.
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 220px), 1fr))',
    alignItems: 'start',
    gap: theme.spacing(2),
    marginTop: theme.spacing(2),
    // Long values must not widen the page.
    '& > *': { minWidth: 0 },
  },
}));

interface SectionProps {
  name: 'table' | 'state' | 'resolving' | 'severity' | 'defaults' | 'texts';
  children: ReactNode;
}

/** Inputs that belong together, and one sentence about what they decide. */
export const Section = ({ name, children }: SectionProps) => {
  const classes = useStyles();
  const { t } = useMessages();
  const titleId = `servicenow-ticketing-mapping-section-${name}`;
  return (
    <section className={classes.root} aria-labelledby={titleId}>
      <Typography id={titleId} variant="h6" component="h3">
        {t(`mapping.section.${name}.title`)}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {t(`mapping.section.${name}.text`)}
      </Typography>
      <div className={classes.fields}>{children}</div>
    </section>
  );
};
