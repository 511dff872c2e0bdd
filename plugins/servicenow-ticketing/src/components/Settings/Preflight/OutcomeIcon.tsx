import { ComponentType } from 'react';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import { makeStyles } from '@material-ui/core/styles';
import OkIcon from '@material-ui/icons/CheckCircle';
import FailedIcon from '@material-ui/icons/Error';
import UnknownIcon from '@material-ui/icons/HelpOutline';
import SkippedIcon from '@material-ui/icons/RemoveCircleOutline';
import WarningIcon from '@material-ui/icons/Warning';

/** How something went, or goes. */
export type Outcome = 'ok' | 'warning' | 'failed' | 'skipped' | 'unknown';

const useStyles = makeStyles(theme => {
  // The plain colours are too pale on white.
  const shade = theme.palette.type === 'dark' ? 'main' : 'dark';
  return {
    root: { flexShrink: 0 },
    ok: { color: theme.palette.success[shade] },
    warning: { color: theme.palette.warning[shade] },
    failed: { color: theme.palette.error.main },
    skipped: { color: theme.palette.text.secondary },
    unknown: { color: theme.palette.text.secondary },
  } satisfies Record<Outcome | 'root', object>;
});

const ICONS: Record<Outcome, ComponentType<SvgIconProps>> = {
  ok: OkIcon,
  warning: WarningIcon,
  failed: FailedIcon,
  skipped: SkippedIcon,
  unknown: UnknownIcon,
};

/** An outcome as an icon in its colour; a word must stand beside it. */
export const OutcomeIcon = ({ outcome }: { outcome: Outcome }) => {
  const classes = useStyles();
  const Icon = ICONS[outcome];
  return (
    <Icon
      fontSize="small"
      className={`${classes.root} ${classes[outcome]}`}
      aria-hidden
    />
  );
};
