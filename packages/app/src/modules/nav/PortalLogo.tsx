import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    alignItems: 'center',
    height: 2 * sidebarConfig.logoHeight,
    paddingLeft: theme.spacing(2.5),
    color: '#ffffff',
    fontSize: 20,
    fontWeight: 600,
    letterSpacing: 0.2,
    whiteSpace: 'nowrap',
  },
  mark: { width: 32, height: 32, flex: 'none' },
  name: { marginLeft: theme.spacing(1.5) },
}));

/** The mark of this portal, and its name when the sidebar is open. */
export const PortalLogo = () => {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();

  return (
    <Link to="/" underline="none" className={classes.root} aria-label="Home">
      <svg viewBox="0 0 32 32" className={classes.mark} aria-hidden="true">
        <rect width="32" height="32" rx="7" fill="#2f7d6b" />
        <path
          d="M7 22v-5h4v5zM14 22V10h4v12zM21 22v-8h4v8z"
          fill="currentColor"
        />
        <path d="M7 25.5h18" stroke="#f2c14e" strokeWidth="2" />
      </svg>
      {isOpen && <span className={classes.name}>Data portal</span>}
    </Link>
  );
};
