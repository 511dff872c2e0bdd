import { ComponentType } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  Activity,
  ActivityKind,
  Anomaly,
} from 'backstage-plugin-servicenow-ticketing-common';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import CheckIcon from '@material-ui/icons/Check';
import AssignedIcon from '@material-ui/icons/AssignmentInd';
import PassedIcon from '@material-ui/icons/CheckCircleOutline';
import CommentIcon from '@material-ui/icons/ChatBubbleOutline';
import TicketIcon from '@material-ui/icons/ConfirmationNumberOutlined';
import DetectedIcon from '@material-ui/icons/ErrorOutline';
import WaitingIcon from '@material-ui/icons/HourglassEmpty';
import FlappingIcon from '@material-ui/icons/Repeat';
import SnoozedIcon from '@material-ui/icons/Snooze';
import UnlinkedIcon from '@material-ui/icons/LinkOff';
import StatusIcon from '@material-ui/icons/SwapHoriz';
import WarningIcon from '@material-ui/icons/Warning';
import { servicenowTicketingTranslationRef } from '../../translation';
import { RelativeTime } from '../RelativeTime';
import { useActivitySentence } from './useActivitySentence';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    gap: theme.spacing(0, 1.5),
    marginBottom: theme.spacing(2),
  },
  icon: { color: theme.palette.text.secondary },
  body: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  delivery: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
  },
}));

const ICONS: Record<ActivityKind, ComponentType<SvgIconProps>> = {
  detected: DetectedIcon,
  reopened: DetectedIcon,
  passed: PassedIcon,
  status: StatusIcon,
  comment: CommentIcon,
  assigned: AssignedIcon,
  snoozed: SnoozedIcon,
  flapping: FlappingIcon,
  ticket_created: TicketIcon,
  ticket_linked: TicketIcon,
  ticket_unlinked: UnlinkedIcon,
  ticket_changed: StatusIcon,
  ticket_comment: CommentIcon,
  ticket_acknowledged: TicketIcon,
  ticket_priority: TicketIcon,
  ticket_note: CommentIcon,
  ticket_resolved: TicketIcon,
};

type Delivery = Activity['deliveries'][number];

const DELIVERY_ICONS: Record<
  Delivery['status'],
  ComponentType<SvgIconProps>
> = {
  pending: WaitingIcon,
  delivering: WaitingIcon,
  retrying: WaitingIcon,
  delivered: CheckIcon,
  dead: WarningIcon,
  discarded: WarningIcon,
};

/** Whether ServiceNow knows of it yet. */
const DeliveryState = ({ delivery }: { delivery: Delivery }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const Icon = DELIVERY_ICONS[delivery.status];
  return (
    <Typography
      variant="caption"
      color="textSecondary"
      className={classes.delivery}
    >
      <Icon fontSize="inherit" aria-hidden />
      {t(`activity.delivery.${delivery.status}`, {
        ticket: delivery.ticket_number ?? t('activity.newTicket'),
      })}
    </Typography>
  );
};

interface ActivityEntryProps {
  entry: Activity;
  anomaly: Anomaly;
}

/** One entry of the timeline. Its text was written by people and tools: it is shown as text, never run. */
export const ActivityEntry = ({ entry, anomaly }: ActivityEntryProps) => {
  const classes = useStyles();
  const sentence = useActivitySentence(entry, anomaly);
  const Icon = ICONS[entry.kind];
  return (
    <li className={classes.root}>
      <Icon fontSize="small" className={classes.icon} aria-hidden />
      <div>
        <Typography variant="body2">
          {sentence}{' '}
          <Typography variant="caption" color="textSecondary" component="span">
            <RelativeTime value={entry.created_at} />
          </Typography>
        </Typography>
        {entry.body && (
          <Typography variant="body2" className={classes.body} dir="auto">
            {entry.body}
          </Typography>
        )}
        {entry.deliveries.map(delivery => (
          <DeliveryState key={delivery.delivery_id} delivery={delivery} />
        ))}
      </div>
    </li>
  );
};
