import Chip from '@material-ui/core/Chip';
import { makeStyles } from '@material-ui/core/styles';
import { TicketPhase, phaseOf } from './ticketState';

const useStyles = makeStyles(theme => {
  const bar = (color: string) => ({ borderLeft: `4px solid ${color}` });
  return {
    root: { margin: 0, borderRadius: theme.spacing(0.5) },
    new: bar(theme.palette.info.main),
    working: bar(theme.palette.warning.main),
    paused: bar(theme.palette.text.secondary),
    done: bar(theme.palette.success.main),
    unknown: bar(theme.palette.text.disabled),
  } satisfies Record<TicketPhase | 'root', object>;
});

/** The state of a record in ServiceNow's own word; its colour says how far it is. */
export const TicketStateLabel = (props: {
  ticket: { state?: string | null; status: string };
}) => {
  const classes = useStyles();
  const { ticket } = props;
  return (
    <Chip
      className={`${classes.root} ${classes[phaseOf(ticket)]}`}
      size="small"
      variant="outlined"
      label={ticket.status}
    />
  );
};
