import { ComponentType, memo } from 'react';
import type { Severity } from 'backstage-plugin-servicenow-ticketing-common';
import deepOrange from '@material-ui/core/colors/deepOrange';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import { makeStyles } from '@material-ui/core/styles';
import ErrorIcon from '@material-ui/icons/Error';
import InfoOutlinedIcon from '@material-ui/icons/InfoOutlined';
import PriorityHighIcon from '@material-ui/icons/NewReleases';
import WarningIcon from '@material-ui/icons/Warning';
import { useMessages } from '../../hooks/useMessages';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    whiteSpace: 'nowrap',
    fontSize: theme.typography.body2.fontSize,
  },
  critical: { color: theme.palette.error.main },
  high: { color: deepOrange[theme.palette.type === 'dark' ? 400 : 700] },
  medium: { color: theme.palette.warning.main },
  low: { color: theme.palette.text.secondary },
}));

const ICONS: Record<Severity, ComponentType<SvgIconProps>> = {
  critical: ErrorIcon,
  high: PriorityHighIcon,
  medium: WarningIcon,
  low: InfoOutlinedIcon,
};

/** How bad an anomaly is: an icon in its colour, and the word. */
export const SeverityLabel = memo(({ severity }: { severity: Severity }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const Icon = ICONS[severity];
  return (
    <span className={classes.root}>
      <Icon fontSize="small" className={classes[severity]} aria-hidden />
      {t(`anomaly.severity.${severity}`)}
    </span>
  );
});
