import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';

interface ConfirmDialogProps {
  open: boolean;
  title: string;
  text: string;
  cancelLabel: string;
  confirmLabel: string;
  onCancel: () => void;
  onConfirm: () => void;
}

/** Asks once before something that cannot be undone. */
export const ConfirmDialog = (props: ConfirmDialogProps) => (
  <Dialog
    open={props.open}
    onClose={props.onCancel}
    maxWidth="xs"
    aria-labelledby="servicenow-ticketing-confirm-title"
    aria-describedby="servicenow-ticketing-confirm-text"
  >
    <DialogTitle id="servicenow-ticketing-confirm-title">
      {props.title}
    </DialogTitle>
    <DialogContent>
      <DialogContentText id="servicenow-ticketing-confirm-text">
        {props.text}
      </DialogContentText>
    </DialogContent>
    <DialogActions>
      <Button onClick={props.onCancel}>{props.cancelLabel}</Button>
      <Button onClick={props.onConfirm} color="primary">
        {props.confirmLabel}
      </Button>
    </DialogActions>
  </Dialog>
);
