import { ReactNode } from 'react';
import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import OpenInNewIcon from '@material-ui/icons/OpenInNew';

/**
 * The address when it leads to a web page, else `undefined`: addresses come from tools and tickets, and
 * `javascript:` and its like must never become a link.
 */
export function webAddress(url: string | null): string | undefined {
  if (!url || !URL.canParse(url)) {
    return undefined;
  }
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}

const useStyles = makeStyles(theme => ({
  root: { whiteSpace: 'nowrap' },
  icon: { marginLeft: theme.spacing(0.5), verticalAlign: 'text-bottom' },
}));

interface SafeLinkProps {
  url: string | null;
  label?: string;
  children: ReactNode;
}

/** A link to a web page outside the portal, in a new tab; nothing when the address is none. */
export const SafeLink = ({ url, label, children }: SafeLinkProps) => {
  const classes = useStyles();
  const address = webAddress(url);
  if (!address) {
    return null;
  }
  return (
    <Link
      to={address}
      variant="body2"
      className={classes.root}
      aria-label={label}
      rel="noopener noreferrer"
    >
      {children}
      <OpenInNewIcon fontSize="inherit" className={classes.icon} aria-hidden />
    </Link>
  );
};
