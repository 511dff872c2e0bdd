import { useRef, useState } from 'react';
import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../hooks/useMessages';
import { TicketDialogKind, TicketDialogs } from '../TicketDialogs';
import { AddTicketMenu } from './AddTicketMenu';
import { LinkedTicket } from './LinkedTicket';

const useStyles = makeStyles(theme => ({
  header: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
  },
  list: {
    listStyle: 'none',
    margin: theme.spacing(1, 0, 0),
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
  },
}));

/** The tickets of an anomaly, and the way to give it another. */
export const LinkedTickets = ({ anomaly }: { anomaly: Anomaly }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const [dialog, setDialog] = useState<TicketDialogKind>();
  const addButton = useRef<HTMLButtonElement>(null);

  return (
    <section aria-label={t('tickets.linked.title')}>
      <div className={classes.header}>
        <Typography variant="h6" component="h3">
          {t('tickets.linked.title')}
        </Typography>
        <AddTicketMenu
          anomalyId={anomaly.id}
          buttonRef={addButton}
          onChoose={setDialog}
        />
      </div>
      {anomaly.ticket_links.length === 0 ? (
        <Typography variant="body2" color="textSecondary">
          {t('tickets.linked.none')}
        </Typography>
      ) : (
        <ul className={classes.list}>
          {anomaly.ticket_links.map(link => (
            <LinkedTicket key={link.id} link={link} />
          ))}
        </ul>
      )}
      <TicketDialogs
        anomaly={anomaly}
        kind={dialog}
        onChange={setDialog}
        onExited={() => addButton.current?.focus()}
      />
    </section>
  );
};
