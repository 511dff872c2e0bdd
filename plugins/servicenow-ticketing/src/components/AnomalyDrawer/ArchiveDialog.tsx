import { FormEvent, useState } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  Anomaly,
  Resolution,
} from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import TextField from '@material-ui/core/TextField';
import Alert from '@material-ui/lab/Alert';
import { servicenowTicketingTranslationRef } from '../../translation';
import { useTicketNames } from '../TicketChip';

const RESOLUTIONS: Resolution[] = [
  'Resolved',
  'Duplicate',
  'Invalid',
  'Discarded',
];
const MAX_COMMENT_LENGTH = 10_000;
const TITLE_ID = 'servicenow-ticketing-archive-title';

interface ArchiveDialogProps {
  anomaly: Anomaly;
  open: boolean;
  busy: boolean;
  failure: string | undefined;
  onClose: () => void;
  onArchive: (decision: { resolution: Resolution; comment?: string }) => void;
}

/** What archiving will do in ServiceNow, said before it happens. */
const Consequence = (props: { anomaly: Anomaly; resolution: Resolution }) => {
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const tickets = useTicketNames(props.anomaly);
  if (!tickets) {
    return <>{t('drawer.archiveDialog.noTickets')}</>;
  }
  return (
    <>
      {props.resolution === 'Resolved'
        ? t('drawer.archiveDialog.willResolve', { tickets })
        : t('drawer.archiveDialog.willNote', { tickets })}
    </>
  );
};

/** Asks why an anomaly is archived. */
export const ArchiveDialog = (props: ArchiveDialogProps) => {
  const { anomaly, open, busy, failure, onClose, onArchive } = props;
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const [resolution, setResolution] = useState<Resolution>('Resolved');
  const [comment, setComment] = useState('');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) {
      onArchive({ resolution, comment: comment.trim() || undefined });
    }
  };

  return (
    <Dialog
      open={open}
      onClose={onClose}
      maxWidth="sm"
      fullWidth
      aria-labelledby={TITLE_ID}
    >
      <form onSubmit={submit}>
        <DialogTitle id={TITLE_ID}>
          {t('drawer.archiveDialog.title')}
        </DialogTitle>
        <DialogContent>
          <FormControl component="fieldset">
            <FormLabel component="legend">
              {t('drawer.archiveDialog.resolution')}
            </FormLabel>
            <RadioGroup
              name="resolution"
              value={resolution}
              onChange={event =>
                setResolution(event.target.value as Resolution)
              }
            >
              {RESOLUTIONS.map(value => (
                <FormControlLabel
                  key={value}
                  value={value}
                  control={<Radio color="primary" size="small" />}
                  label={t(`drawer.archiveDialog.${value}`)}
                />
              ))}
            </RadioGroup>
          </FormControl>
          <TextField
            margin="normal"
            variant="outlined"
            fullWidth
            multiline
            minRows={2}
            maxRows={8}
            id="servicenow-ticketing-archive-comment"
            label={t('drawer.archiveDialog.comment')}
            placeholder={t('drawer.archiveDialog.commentHint')}
            value={comment}
            onChange={event => setComment(event.target.value)}
            inputProps={{ maxLength: MAX_COMMENT_LENGTH }}
          />
          <Alert severity="info">
            <Consequence anomaly={anomaly} resolution={resolution} />
          </Alert>
          {failure && <Alert severity="error">{failure}</Alert>}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('drawer.archiveDialog.cancel')}</Button>
          <Button
            type="submit"
            color="primary"
            variant="contained"
            disabled={busy}
          >
            {t('drawer.archiveDialog.confirm')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
