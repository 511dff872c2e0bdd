import { FormEvent, ReactNode, useState } from 'react';
import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import type {
  TicketActionName,
  TicketActionRequestInput,
  TicketDetails,
} from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { isRefusal, messageOf, statusOf } from '../../hooks/errors';
import { useIdempotencyKey } from '../../hooks/useIdempotencyKey';
import { useTicketAction } from '../../hooks/useLinkedTickets';
import { derivePriority } from '../../hooks/priority';
import { useMessages } from '../../hooks/useMessages';
import { PickOne } from '../PickOne';

const ROWS = 3;
const MAX_NOTE = 10_000;
const MAX_CLOSE_NOTES = 4_000;

const useStyles = makeStyles(theme => ({
  root: {
    marginTop: theme.spacing(1),
    padding: theme.spacing(2),
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
  },
  levels: {
    display: 'grid',
    gridTemplateColumns: '1fr 1fr',
    gap: theme.spacing(2),
  },
  buttons: {
    display: 'flex',
    justifyContent: 'flex-end',
    gap: theme.spacing(1),
  },
  message: { overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
}));

interface ActionFormProps {
  action: TicketActionName;
  details: TicketDetails;
  onClose: () => void;
}

interface Draft {
  fields: ReactNode;
  /** What will happen, in words. */
  says: string;
  /** Without it nothing can be sent. */
  request: TicketActionRequestInput | undefined;
}

/** What an action needs to know, and what it will do. */
function useDraft({
  action,
  details,
}: Omit<ActionFormProps, 'onClose'>): Draft {
  const classes = useStyles();
  const { t } = useMessages();
  const { ticket, choices } = details;
  const number = details.link.ticket_number ?? t('tickets.linked.theTicket');
  const [text, setText] = useState('');
  const [impact, setImpact] = useState(ticket?.impact ?? '');
  const [urgency, setUrgency] = useState(ticket?.urgency ?? '');
  const [code, setCode] = useState(details.close_code);
  const typed = text.trim();

  const textField = (label: string, maxLength: number) => (
    <TextField
      id="servicenow-ticketing-action-text"
      // The person has just asked to write this.
      // eslint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      variant="outlined"
      size="small"
      fullWidth
      multiline
      minRows={ROWS}
      required
      label={label}
      value={text}
      inputProps={{ maxLength, dir: 'auto' }}
      onChange={event => setText(event.target.value)}
    />
  );
  const optionsOf = (
    known: { value: string; label: string }[],
    value: string,
  ) => [
    ...known.map(choice => ({ value: choice.value, label: choice.label })),
    ...(known.some(choice => choice.value === value)
      ? []
      : [{ value, label: value }]),
  ];

  switch (action) {
    case 'acknowledge':
      return {
        fields: null,
        says: t('ticketDrawer.actions.willAcknowledge', {
          number,
          state: details.acknowledged_state,
        }),
        request: { action },
      };
    case 'change_priority': {
      const derived = derivePriority(impact, urgency);
      const isSame = impact === ticket?.impact && urgency === ticket?.urgency;
      return {
        fields: (
          <div className={classes.levels}>
            <PickOne
              id="servicenow-ticketing-action-impact"
              label={t('ticketDrawer.actions.impact')}
              options={optionsOf(choices.impact, impact)}
              value={impact}
              onChange={setImpact}
            />
            <PickOne
              id="servicenow-ticketing-action-urgency"
              label={t('ticketDrawer.actions.urgency')}
              options={optionsOf(choices.urgency, urgency)}
              value={urgency}
              onChange={setUrgency}
            />
          </div>
        ),
        says: isSame
          ? t('ticketDrawer.actions.willNotChangePriority')
          : t('ticketDrawer.actions.willChangePriority', {
              number,
              priority: derived
                ? t(`tickets.create.priorityLabel.${derived}`)
                : '?',
            }),
        request:
          isSame || !impact || !urgency
            ? undefined
            : { action, impact, urgency },
      };
    }
    case 'add_work_note':
      return {
        fields: textField(t('ticketDrawer.actions.note'), MAX_NOTE),
        says: t('ticketDrawer.actions.willAddNote', { number }),
        request: typed ? { action, note: typed } : undefined,
      };
    case 'resolve':
      return {
        fields: (
          <>
            {choices.close_code.length > 0 && (
              <div>
                <PickOne
                  id="servicenow-ticketing-action-code"
                  label={t('ticketDrawer.actions.closeCode')}
                  options={optionsOf(choices.close_code, code)}
                  value={code}
                  isWide
                  onChange={setCode}
                />
              </div>
            )}
            {textField(t('ticketDrawer.actions.closeNotes'), MAX_CLOSE_NOTES)}
          </>
        ),
        says: t('ticketDrawer.actions.willResolve', {
          number,
          state: details.resolved_state,
        }),
        request: typed
          ? { action, close_code: code || undefined, close_notes: typed }
          : undefined,
      };
    default:
      throw new Error(`Unknown action ${action satisfies never}`);
  }
}

/** One action: its fields, what it will do, and the way to do it. */
export const ActionForm = (props: ActionFormProps) => {
  const { action, details, onClose } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const alertApi = useApi(alertApiRef);
  const { fields, says, request } = useDraft(props);
  const key = useIdempotencyKey();
  const act = useTicketAction(details.link.id);
  const number = details.link.ticket_number ?? t('tickets.linked.theTicket');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!request || act.isPending) {
      return;
    }
    act.mutate(
      { request, idempotencyKey: key.current() },
      {
        onSuccess: ({ outcome }) => {
          alertApi.post({
            message:
              outcome === 'done'
                ? t('ticketDrawer.actions.done', { number })
                : t('ticketDrawer.actions.pending', { number }),
            severity: outcome === 'done' ? 'success' : 'info',
            display: 'transient',
          });
          onClose();
        },
        onError: error => {
          if (isRefusal(error)) {
            key.renew();
          }
        },
      },
    );
  };

  return (
    <Paper
      variant="outlined"
      component="form"
      className={classes.root}
      aria-label={t(`ticketDrawer.actions.${action}`)}
      onSubmit={submit}
    >
      {fields}
      <Typography variant="body2" role="status">
        {says}
      </Typography>
      {act.error && (
        <Alert severity="error">
          <AlertTitle>
            {t('ticketDrawer.actions.failed', { number })}
          </AlertTitle>
          <span className={classes.message}>
            {statusOf(act.error) === undefined
              ? t('ticketDrawer.actions.unreachable')
              : messageOf(act.error)}
          </span>
        </Alert>
      )}
      <div className={classes.buttons}>
        <Button size="small" onClick={onClose}>
          {t('ticketDrawer.actions.cancel')}
        </Button>
        <Button
          type="submit"
          size="small"
          variant="contained"
          color="primary"
          disabled={!request || act.isPending}
        >
          {act.isPending
            ? t('ticketDrawer.actions.sending')
            : t(`ticketDrawer.actions.${action}`)}
        </Button>
      </div>
    </Paper>
  );
};
