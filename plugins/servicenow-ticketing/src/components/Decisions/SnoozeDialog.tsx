import { FormEvent, useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import { DateTime } from 'luxon';
import { useMessages } from '../../hooks/useMessages';

const TITLE_ID = 'servicenow-ticketing-snooze-title';
const INPUT_FORMAT = "yyyy-MM-dd'T'HH:mm";

/** Tomorrow morning, in the reader's own time zone. */
const tomorrow = () =>
  DateTime.now().plus({ days: 1 }).startOf('day').plus({ hours: 9 });

interface SnoozeDialogProps {
  onClose: () => void;
  onSnooze: (until: DateTime) => void;
}

/** Asks until when an anomaly is to be out of sight. */
export const SnoozeDialog = ({ onClose, onSnooze }: SnoozeDialogProps) => {
  const { t } = useMessages();
  const [text, setText] = useState(() => tomorrow().toFormat(INPUT_FORMAT));
  const until = DateTime.fromFormat(text, INPUT_FORMAT);
  const isUsable = until.isValid && until > DateTime.now();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isUsable) {
      onSnooze(until);
    }
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" aria-labelledby={TITLE_ID}>
      <form onSubmit={submit}>
        <DialogTitle id={TITLE_ID}>{t('decisions.snooze.title')}</DialogTitle>
        <DialogContent>
          <TextField
            id="servicenow-ticketing-snooze-date"
            type="datetime-local"
            variant="outlined"
            fullWidth
            // eslint-disable-next-line jsx-a11y/no-autofocus -- the dialog asks for this alone
            autoFocus
            label={t('decisions.snooze.date')}
            value={text}
            error={!isUsable}
            helperText={
              isUsable ? t('decisions.snooze.hint') : t('decisions.snooze.past')
            }
            onChange={event => setText(event.target.value)}
            InputLabelProps={{ shrink: true }}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('decisions.snooze.cancel')}</Button>
          <Button
            type="submit"
            color="primary"
            variant="contained"
            disabled={!isUsable}
          >
            {t('decisions.snooze.confirm')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
