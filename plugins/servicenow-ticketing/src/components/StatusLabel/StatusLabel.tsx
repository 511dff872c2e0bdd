import { ComponentType, memo } from 'react';
import type {
  Anomaly,
  AnomalyStatus,
} from 'backstage-plugin-servicenow-ticketing-common';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import { makeStyles } from '@material-ui/core/styles';
import ArchiveIcon from '@material-ui/icons/ArchiveOutlined';
import ActiveIcon from '@material-ui/icons/NotificationsActiveOutlined';
import AcknowledgedIcon from '@material-ui/icons/VisibilityOutlined';
import { useMessages } from '../../hooks/useMessages';

// No Chip: a hundred rows have one each.
const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    whiteSpace: 'nowrap',
    fontSize: theme.typography.body2.fontSize,
    '& svg': { color: theme.palette.text.secondary },
  },
}));

const ICONS: Record<AnomalyStatus, ComponentType<SvgIconProps>> = {
  Active: ActiveIcon,
  Acknowledged: AcknowledgedIcon,
  Archived: ArchiveIcon,
};

type StatusLabelProps = Pick<Anomaly, 'status' | 'resolution'>;

/** What people decided about an anomaly: an icon and the word. */
export const StatusLabel = memo((props: StatusLabelProps) => {
  const { status, resolution } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const Icon = ICONS[status];
  return (
    <span className={classes.root}>
      <Icon fontSize="small" aria-hidden />
      {status === 'Archived' && resolution
        ? t(`anomaly.resolution.${resolution}`)
        : t(`anomaly.status.${status}`)}
    </span>
  );
});
