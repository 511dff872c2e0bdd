import type { TicketLink } from 'backstage-plugin-servicenow-ticketing-common';
import Chip from '@material-ui/core/Chip';
import { makeStyles } from '@material-ui/core/styles';
import HourglassIcon from '@material-ui/icons/HourglassEmpty';
import TicketIcon from '@material-ui/icons/ConfirmationNumberOutlined';
import WarningIcon from '@material-ui/icons/Warning';
import { useMessages } from '../../hooks/useMessages';
import { webAddress } from '../SafeLink';
import { TicketPhase, phaseOf } from './ticketState';

const useStyles = makeStyles(theme => {
  const bar = (color: string) => ({ borderLeft: `4px solid ${color}` });
  return {
    root: { margin: 0, maxWidth: '100%', borderRadius: theme.spacing(0.5) },
    new: bar(theme.palette.info.main),
    working: bar(theme.palette.warning.main),
    paused: bar(theme.palette.text.secondary),
    done: bar(theme.palette.success.main),
    unknown: bar(theme.palette.text.disabled),
  } satisfies Record<TicketPhase | 'root', object>;
});

/** What the chip tells of a ticket; that of lists has no more. */
type ChipTicket = Pick<
  TicketLink,
  'ticket_number' | 'status' | 'state' | 'title' | 'url' | 'sync'
>;

const iconOf = (link: ChipTicket) => {
  if (link.sync.failed > 0) {
    return <WarningIcon aria-hidden />;
  }
  return link.ticket_number ? (
    <TicketIcon aria-hidden />
  ) : (
    <HourglassIcon aria-hidden />
  );
};

/** A linked ticket in a few words: number and state. Leads to ServiceNow. */
export const TicketChip = ({ link }: { link: ChipTicket }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const label = link.ticket_number
    ? [link.ticket_number, link.status].filter(Boolean).join(' · ')
    : t('tickets.linked.waiting');
  const address = webAddress(link.url);
  return (
    <Chip
      className={`${classes.root} ${classes[phaseOf(link)]}`}
      size="small"
      variant="outlined"
      icon={iconOf(link)}
      label={label}
      title={link.sync.message ?? link.title}
      {...(address
        ? {
            component: 'a',
            clickable: true,
            href: address,
            target: '_blank',
            rel: 'noopener noreferrer',
          }
        : {})}
    />
  );
};
