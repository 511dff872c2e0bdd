import { useRef, useState } from 'react';
import type {
  TicketActionName,
  TicketDetails,
} from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import { useTicketingPermissions } from '../../hooks/useTicketingPermissions';
import { useMessages } from '../../hooks/useMessages';
import { ActionForm } from './ActionForm';

const useStyles = makeStyles(theme => ({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
}));

/** What can be done with the ticket; each action says first what it will do. */
export const TicketActions = ({ details }: { details: TicketDetails }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const { canUpdateTicket } = useTicketingPermissions(details.link.anomaly_id);
  const [chosen, setChosen] = useState<TicketActionName>();
  const buttons = useRef<Record<string, HTMLButtonElement | null>>({});
  if (!canUpdateTicket) {
    return null;
  }
  const close = () => {
    const button = chosen && buttons.current[chosen];
    setChosen(undefined);
    button?.focus();
  };
  return (
    <section aria-label={t('ticketDrawer.actions.title')}>
      <div className={classes.buttons}>
        {details.actions.map(({ action, is_possible: isPossible, because }) => (
          <Tooltip key={action} title={because ?? ''}>
            <span>
              <Button
                ref={button => {
                  buttons.current[action] = button;
                }}
                size="small"
                variant={chosen === action ? 'contained' : 'outlined'}
                color={chosen === action ? 'primary' : 'default'}
                aria-expanded={chosen === action}
                disabled={!isPossible}
                onClick={() =>
                  setChosen(chosen === action ? undefined : action)
                }
              >
                {t(`ticketDrawer.actions.${action}`)}
              </Button>
            </span>
          </Tooltip>
        ))}
      </div>
      {chosen && (
        <ActionForm
          key={chosen}
          action={chosen}
          details={details}
          onClose={close}
        />
      )}
    </section>
  );
};
