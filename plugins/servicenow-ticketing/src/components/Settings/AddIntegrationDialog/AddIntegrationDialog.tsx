import { FormEvent, useEffect, useRef, useState } from 'react';
import type { IntegrationOptions } from 'backstage-plugin-servicenow-ticketing-common';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../../hooks/useMessages';
import { ConfirmDialog } from '../../ConfirmDialog';
import {
  ConnectionActions,
  ConnectionFields,
  useConnection,
} from '../ConnectionForm';

const TITLE_ID = 'servicenow-ticketing-add-integration-title';

const useStyles = makeStyles(theme => ({
  // Between the dialog and its content: the inputs scroll, title and buttons stay.
  form: { display: 'flex', flexDirection: 'column', minHeight: 0 },
  actions: { padding: theme.spacing(1, 3) },
}));

interface AddIntegrationFormProps {
  options: IntegrationOptions;
  /** Told whether there is something to lose. */
  onDirtyChange: (isDirty: boolean) => void;
  onDone: () => void;
  onCancel: () => void;
}

const AddIntegrationForm = (props: AddIntegrationFormProps) => {
  const { options, onDirtyChange, onDone, onCancel } = props;
  const classes = useStyles();
  const connection = useConnection({ onSaved: onDone });
  const { isDirty } = connection.form;

  useEffect(() => {
    onDirtyChange(isDirty);
    return () => onDirtyChange(false);
  }, [isDirty, onDirtyChange]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    connection.submit();
  };
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <DialogContent dividers>
        <ConnectionFields
          connection={connection}
          redirectUrl={options.oauth_redirect_url}
        />
      </DialogContent>
      <DialogActions className={classes.actions}>
        <ConnectionActions connection={connection} onCancel={onCancel} />
      </DialogActions>
    </form>
  );
};

interface AddIntegrationDialogProps {
  options: IntegrationOptions;
  open: boolean;
  onClose: () => void;
  /** Called when the dialog has gone, to give the focus back. */
  onExited?: () => void;
}

/** Connects another instance. What was typed is not lost without asking. */
export const AddIntegrationDialog = (props: AddIntegrationDialogProps) => {
  const { options, open, onClose, onExited } = props;
  const { t } = useMessages();
  const isDirty = useRef(false);
  const [isLeaving, setIsLeaving] = useState(false);
  const setDirty = useRef((dirty: boolean) => {
    isDirty.current = dirty;
  }).current;
  const leave = () => {
    if (isDirty.current) {
      setIsLeaving(true);
    } else {
      onClose();
    }
  };
  return (
    <>
      <Dialog
        open={open}
        onClose={leave}
        maxWidth="md"
        fullWidth
        aria-labelledby={TITLE_ID}
        TransitionProps={{ onExited }}
      >
        <DialogTitle id={TITLE_ID}>
          {t('settings.connection.addTitle')}
        </DialogTitle>
        <AddIntegrationForm
          options={options}
          onDirtyChange={setDirty}
          onDone={onClose}
          onCancel={leave}
        />
      </Dialog>
      <ConfirmDialog
        open={isLeaving}
        title={t('settings.connection.discardTitle')}
        text={t('settings.connection.discardText')}
        cancelLabel={t('settings.connection.keepEditing')}
        confirmLabel={t('settings.connection.discard')}
        onCancel={() => setIsLeaving(false)}
        onConfirm={() => {
          setIsLeaving(false);
          onClose();
        }}
      />
    </>
  );
};
