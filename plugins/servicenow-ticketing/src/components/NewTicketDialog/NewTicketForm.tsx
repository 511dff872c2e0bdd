import { FormEvent, useEffect, useRef, useState } from 'react';
import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import { makeStyles } from '@material-ui/core/styles';
import { isRefusal } from '../../hooks/errors';
import { useCreateTicket } from '../../hooks/useAnomalyChanges';
import { useIdempotencyKey } from '../../hooks/useIdempotencyKey';
import { useFormSpecification } from '../../hooks/useTickets';
import { useTicketingPermissions } from '../../hooks/useTicketingPermissions';
import { useMessages } from '../../hooks/useMessages';
import { FormContent, type TicketTarget } from './FormContent';
import { refusedFields } from './refusedFields';
import { useTicketForm } from './useTicketForm';

const useStyles = makeStyles({
  // Between the dialog and its content: the fields scroll, title and buttons stay.
  form: { display: 'flex', flexDirection: 'column', minHeight: 0 },
});

interface NewTicketFormProps {
  anomaly: Anomaly;
  /** Told whether there is something to lose. */
  onDirtyChange: (isDirty: boolean) => void;
  /** Leaves without asking: all is done. */
  onDone: () => void;
  onCancel: () => void;
  onLinkExisting: () => void;
}

/** The form of a new ticket, from its specification to the answer of ServiceNow. */
export const NewTicketForm = (props: NewTicketFormProps) => {
  const { anomaly, onDirtyChange, onDone, onCancel } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const alertApi = useApi(alertApiRef);
  const { canLinkTicket } = useTicketingPermissions(anomaly.id);
  const [target, setTarget] = useState<TicketTarget>({});
  const formElement = useRef<HTMLFormElement>(null);
  // How often the form was refused: each time the first field at fault gets the focus.
  const [refusals, setRefusals] = useState(0);
  const [showMore, setShowMore] = useState(false);
  const specification = useFormSpecification(anomaly.id, target);
  const form = useTicketForm(specification.data);
  const create = useCreateTicket(anomaly.id);
  const key = useIdempotencyKey();

  const { isDirty } = form;
  useEffect(() => {
    onDirtyChange(isDirty);
    return () => onDirtyChange(false);
  }, [isDirty, onDirtyChange]);

  useEffect(() => {
    if (refusals > 0) {
      formElement.current
        ?.querySelector<HTMLElement>('[aria-invalid="true"]')
        ?.focus();
    }
  }, [refusals]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (create.isPending) {
      return;
    }
    const request = form.validate();
    if (!request) {
      setRefusals(count => count + 1);
      return;
    }
    create.mutate(
      { request, idempotencyKey: key.current() },
      {
        onSuccess: result => {
          const isPending = result.outcome === 'pending';
          alertApi.post({
            message: isPending
              ? t('tickets.create.pending')
              : t('tickets.create.created', {
                  number: result.ticket.ticket_number ?? '',
                }),
            severity: isPending ? 'info' : 'success',
            display: 'transient',
          });
          onDone();
        },
        onError: error => {
          form.setErrors(
            refusedFields(error, specification.data?.fields ?? [], {
              wanted: t('tickets.create.wantedByPolicy'),
              noMember: t('tickets.create.noMember'),
            }),
          );
          setRefusals(count => count + 1);
          if (isRefusal(error)) {
            key.renew();
          }
        },
      },
    );
  };

  const hasErrorBelow = form.moreFields.some(field => form.errors[field.name]);
  return (
    <form
      ref={formElement}
      onSubmit={submit}
      noValidate
      className={classes.form}
    >
      <DialogContent dividers>
        <FormContent
          anomaly={anomaly}
          specification={specification}
          form={form}
          target={target}
          onTarget={setTarget}
          showMore={showMore || hasErrorBelow}
          onShowMore={setShowMore}
          failure={create.error}
          onDone={onDone}
        />
      </DialogContent>
      <DialogActions>
        {canLinkTicket && (
          <Button onClick={props.onLinkExisting}>
            {t('tickets.create.useExisting')}
          </Button>
        )}
        <Button onClick={onCancel}>{t('tickets.create.cancel')}</Button>
        <Button
          type="submit"
          variant="contained"
          color="primary"
          disabled={
            !specification.data ||
            specification.isPlaceholderData ||
            create.isPending
          }
        >
          {create.isPending
            ? t('tickets.create.submitting')
            : t('tickets.create.submit')}
        </Button>
      </DialogActions>
    </form>
  );
};
