import { ComponentType } from 'react';
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
import { useMessages } from '../../hooks/useMessages';
import { RelativeTime } from '../RelativeTime';
import { Markdown, PlainText } from '../Markdown';
import { OwnComment } from './OwnComment';
import { SAID_IN_WORDS, useActivityWords } from './useActivityWords';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0, 1.5),
    marginBottom: theme.spacing(2),
  },
  icon: { color: theme.palette.text.secondary },
  entry: { minWidth: 0, overflowWrap: 'anywhere' },
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
  const { t } = useMessages();
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
  /** The reader wrote it. */
  isOwn: boolean;
}

/** People of the portal write markdown; what comes from tools and from ServiceNow is shown as it is. */
const EntryText = ({ entry, isOwn }: { entry: Activity; isOwn: boolean }) => {
  if (!entry.body || SAID_IN_WORDS.includes(entry.kind)) {
    return null;
  }
  if (entry.kind === 'comment' && isOwn) {
    return <OwnComment entry={entry} />;
  }
  return entry.actor?.startsWith('user:') ? (
    <Markdown text={entry.body} />
  ) : (
    <PlainText text={entry.body} />
  );
};

/** One entry of the timeline. Its text was written by people and tools: it is never run. */
export const ActivityEntry = (props: ActivityEntryProps) => {
  const { entry, anomaly, isOwn } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const sentenceOf = useActivityWords();
  const Icon = ICONS[entry.kind];
  return (
    <li className={classes.root}>
      <Icon fontSize="small" className={classes.icon} aria-hidden />
      <div className={classes.entry}>
        <Typography variant="body2">
          {sentenceOf(entry, anomaly)}{' '}
          <Typography variant="caption" color="textSecondary" component="span">
            <RelativeTime value={entry.created_at} />
            {entry.edited_at && !entry.deleted && (
              <>
                {' · '}
                {t('activity.edited', {
                  when: <RelativeTime value={entry.edited_at} />,
                })}
              </>
            )}
          </Typography>
        </Typography>
        <EntryText entry={entry} isOwn={isOwn} />
        {entry.deliveries.map(delivery => (
          <DeliveryState key={delivery.delivery_id} delivery={delivery} />
        ))}
      </div>
    </li>
  );
};
