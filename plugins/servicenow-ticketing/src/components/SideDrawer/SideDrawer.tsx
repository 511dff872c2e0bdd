import { ReactNode } from 'react';
import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import LinkIcon from '@material-ui/icons/Link';
import { useMessages } from '../../hooks/useMessages';
import { useCopy } from './useCopy';

const WIDTH = 640;

const useStyles = makeStyles(theme => ({
  paper: { width: WIDTH, maxWidth: '100vw' },
  header: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: theme.palette.background.paper,
    padding: theme.spacing(2, 3),
  },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
  },
  buttons: { marginLeft: 'auto', whiteSpace: 'nowrap' },
  // Titles come from tools and from ServiceNow, and may be endless.
  title: {
    margin: theme.spacing(0.5, 0, 0),
    maxHeight: '4.5em',
    overflowY: 'auto',
    overflowWrap: 'anywhere',
  },
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(3),
    padding: theme.spacing(0, 3, 3),
  },
}));

interface SideDrawerProps {
  /** What it is, for those who do not see it. */
  label: string;
  /** Stands above the title: the state of what is shown. */
  lead: ReactNode;
  /** `undefined` until it is known. */
  title: string | undefined;
  /** Further buttons beside those that copy the link and close. */
  actions: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** Everything about one thing, beside the list it is in. What it is stays in sight while the rest scrolls. */
export const SideDrawer = (props: SideDrawerProps) => {
  const { label, lead, title, actions, onClose, children } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const copy = useCopy();
  return (
    <Drawer
      anchor="right"
      open
      onClose={onClose}
      classes={{ paper: classes.paper }}
      PaperProps={
        { role: 'dialog', 'aria-modal': true, 'aria-label': label } as object
      }
    >
      <header className={classes.header}>
        <div className={classes.bar}>
          {lead}
          <div className={classes.buttons}>
            {actions}
            <Tooltip title={t('drawer.copyLink')}>
              <IconButton
                size="small"
                aria-label={t('drawer.copyLink')}
                onClick={() => copy(window.location.href, t('drawer.copied'))}
              >
                <LinkIcon />
              </IconButton>
            </Tooltip>
            <Tooltip title={t('drawer.close')}>
              <IconButton
                size="small"
                aria-label={t('drawer.close')}
                onClick={onClose}
              >
                <CloseIcon />
              </IconButton>
            </Tooltip>
          </div>
        </div>
        {title !== undefined && (
          <Typography
            variant="h5"
            component="h2"
            className={classes.title}
            dir="auto"
          >
            {title}
          </Typography>
        )}
      </header>
      <div className={classes.body}>{children}</div>
    </Drawer>
  );
};
