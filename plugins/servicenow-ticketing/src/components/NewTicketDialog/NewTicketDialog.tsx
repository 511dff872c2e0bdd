import { useCallback, useRef, useState } from 'react';
import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';
import Dialog from '@material-ui/core/Dialog';
import DialogTitle from '@material-ui/core/DialogTitle';
import { useMessages } from '../../hooks/useMessages';
import { ConfirmDialog } from '../ConfirmDialog';
import { NewTicketForm } from './NewTicketForm';

const TITLE_ID = 'servicenow-ticketing-new-ticket-title';

interface NewTicketDialogProps {
  anomaly: Anomaly;
  open: boolean;
  onClose: () => void;
  onLinkExisting: () => void;
  onExited?: () => void;
}

/** Creates a ServiceNow ticket from an anomaly. What was typed is not lost without asking. */
export const NewTicketDialog = (props: NewTicketDialogProps) => {
  const { anomaly, open, onClose, onLinkExisting, onExited } = props;
  const { t } = useMessages();
  const isDirty = useRef(false);
  // Where the person wants to go although something is typed.
  const [leaving, setLeaving] = useState<{ go: () => void }>();

  const setDirty = useCallback((dirty: boolean) => {
    isDirty.current = dirty;
  }, []);
  const leave = (go: () => void) => {
    if (isDirty.current) {
      setLeaving({ go });
    } else {
      go();
    }
  };
  const discard = () => {
    setLeaving(undefined);
    leaving?.go();
  };

  return (
    <>
      <Dialog
        open={open}
        onClose={() => leave(onClose)}
        maxWidth="sm"
        fullWidth
        aria-labelledby={TITLE_ID}
        TransitionProps={{ onExited }}
      >
        <DialogTitle id={TITLE_ID}>{t('tickets.create.title')}</DialogTitle>
        <NewTicketForm
          anomaly={anomaly}
          onDirtyChange={setDirty}
          onDone={onClose}
          onCancel={() => leave(onClose)}
          onLinkExisting={() => leave(onLinkExisting)}
        />
      </Dialog>
      <ConfirmDialog
        open={leaving !== undefined}
        title={t('tickets.create.discardTitle')}
        text={t('tickets.create.discardText')}
        cancelLabel={t('tickets.create.keepEditing')}
        confirmLabel={t('tickets.create.discard')}
        onCancel={() => setLeaving(undefined)}
        onConfirm={discard}
      />
    </>
  );
};
