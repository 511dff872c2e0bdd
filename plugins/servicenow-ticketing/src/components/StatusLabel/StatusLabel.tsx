import { ComponentType } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  Anomaly,
  AnomalyStatus,
} from 'backstage-plugin-servicenow-ticketing-common';
import Chip from '@material-ui/core/Chip';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import { makeStyles } from '@material-ui/core/styles';
import ArchiveIcon from '@material-ui/icons/ArchiveOutlined';
import ActiveIcon from '@material-ui/icons/NotificationsActiveOutlined';
import AcknowledgedIcon from '@material-ui/icons/VisibilityOutlined';
import { servicenowTicketingTranslationRef } from '../../translation';

const useStyles = makeStyles({ root: { margin: 0 } });

const ICONS: Record<AnomalyStatus, ComponentType<SvgIconProps>> = {
  Active: ActiveIcon,
  Acknowledged: AcknowledgedIcon,
  Archived: ArchiveIcon,
};

type StatusLabelProps = {
  anomaly: Pick<Anomaly, 'status' | 'resolution'>;
};

/** What people decided about an anomaly. */
export const StatusLabel = ({ anomaly }: StatusLabelProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const Icon = ICONS[anomaly.status];
  const label =
    anomaly.status === 'Archived' && anomaly.resolution
      ? t(`anomaly.resolution.${anomaly.resolution}`)
      : t(`anomaly.status.${anomaly.status}`);
  return (
    <Chip
      className={classes.root}
      size="small"
      variant="outlined"
      icon={<Icon aria-hidden />}
      label={label}
    />
  );
};
