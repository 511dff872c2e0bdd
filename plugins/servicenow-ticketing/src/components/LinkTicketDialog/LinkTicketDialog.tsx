import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';
import Dialog from '@material-ui/core/Dialog';
import DialogTitle from '@material-ui/core/DialogTitle';
import { useMessages } from '../../hooks/useMessages';
import { TicketPicker } from './TicketPicker';

const TITLE_ID = 'servicenow-ticketing-link-ticket-title';

interface LinkTicketDialogProps {
  anomaly: Anomaly;
  open: boolean;
  onClose: () => void;
  onExited?: () => void;
}

/** Links a ticket that exists in ServiceNow to an anomaly. */
export const LinkTicketDialog = (props: LinkTicketDialogProps) => {
  const { anomaly, open, onClose, onExited } = props;
  const { t } = useMessages();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      maxWidth="sm"
      fullWidth
      aria-labelledby={TITLE_ID}
      TransitionProps={{ onExited }}
    >
      <DialogTitle id={TITLE_ID}>{t('tickets.link.title')}</DialogTitle>
      <TicketPicker anomaly={anomaly} onClose={onClose} />
    </Dialog>
  );
};
