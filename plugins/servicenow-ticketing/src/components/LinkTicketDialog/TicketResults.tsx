import type { TicketSearchItem } from 'backstage-plugin-servicenow-ticketing-common';
import Chip from '@material-ui/core/Chip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../hooks/useMessages';
import { RelativeTime } from '../RelativeTime';

const useStyles = makeStyles(theme => ({
  // Room for a few results from the start, so that the dialog does not jump while typing.
  root: { minHeight: 280 },
  // What scrolls is what the arrow keys in the search box move through.
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    maxHeight: 320,
    overflowY: 'auto',
  },
  option: {
    padding: theme.spacing(1),
    borderRadius: theme.shape.borderRadius,
    cursor: 'pointer',
    '&[aria-selected="true"]': {
      backgroundColor: theme.palette.action.selected,
    },
    '&[aria-disabled="true"]': { opacity: 0.6, cursor: 'default' },
  },
  bar: { display: 'flex', alignItems: 'center', gap: theme.spacing(1) },
  chip: { margin: 0 },
  title: { overflowWrap: 'anywhere' },
  state: { padding: theme.spacing(1, 0) },
}));

/** The DOM id of a result, for the search box to point at. */
export const optionId = (ticket: TicketSearchItem) =>
  `servicenow-ticketing-ticket-${ticket.ticket_id}`;

interface TicketResultsProps {
  id: string;
  tickets: TicketSearchItem[];
  linkedIds: Set<string | null>;
  chosen: TicketSearchItem | undefined;
  query: string;
  searching: boolean;
  onHighlight: (ticket: TicketSearchItem) => void;
  onLink: (ticket: TicketSearchItem) => void;
}

const TicketOption = (
  props: Pick<TicketResultsProps, 'chosen' | 'onHighlight' | 'onLink'> & {
    ticket: TicketSearchItem;
    isLinked: boolean;
  },
) => {
  const { ticket, isLinked, chosen, onHighlight, onLink } = props;
  const classes = useStyles();
  const { t } = useMessages();
  // The keyboard's way is the search box: arrow keys highlight, Enter links.
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <li
      id={optionId(ticket)}
      role="option"
      aria-selected={ticket === chosen}
      aria-disabled={isLinked}
      className={classes.option}
      onMouseDown={event => event.preventDefault()}
      onClick={() => !isLinked && onHighlight(ticket)}
      onDoubleClick={() => !isLinked && onLink(ticket)}
    >
      <div className={classes.bar}>
        <Typography variant="body2" component="strong">
          {ticket.ticket_number}
        </Typography>
        <Chip
          size="small"
          variant="outlined"
          className={classes.chip}
          label={isLinked ? t('tickets.link.alreadyLinked') : ticket.status}
        />
        <Typography variant="caption">
          {ticket.priority}
          {ticket.priority && ' · '}
          {t('tickets.link.updated', {
            ago: <RelativeTime value={`${ticket.updated_at}Z`} />,
          })}
        </Typography>
      </div>
      <Typography variant="body2" className={classes.title} dir="auto">
        {ticket.title}
      </Typography>
    </li>
  );
};

/** What the search found. */
export const TicketResults = (props: TicketResultsProps) => {
  const { id, tickets, linkedIds, chosen, query, searching } = props;
  const classes = useStyles();
  const { t } = useMessages();

  const state = () => {
    if (query === '') {
      return '';
    }
    if (tickets.length > 0) {
      return t('tickets.link.found', { count: tickets.length });
    }
    return searching
      ? t('tickets.link.searching')
      : t('tickets.link.none', { query });
  };
  return (
    <div className={classes.root} aria-busy={searching}>
      <Typography
        variant="body2"
        color="textSecondary"
        className={classes.state}
        role="status"
      >
        {state()}
      </Typography>
      <ul
        id={id}
        role="listbox"
        className={classes.list}
        aria-label={t('tickets.link.results')}
      >
        {tickets.map(ticket => (
          <TicketOption
            key={ticket.ticket_id}
            ticket={ticket}
            isLinked={linkedIds.has(ticket.ticket_id)}
            chosen={chosen}
            onHighlight={props.onHighlight}
            onLink={props.onLink}
          />
        ))}
      </ul>
    </div>
  );
};
